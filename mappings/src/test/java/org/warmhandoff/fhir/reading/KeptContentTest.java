package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;

/** By what it is known again that a partner keeps something otherwise. */
class KeptContentTest {

  private final PartnerChangeMapping mapping = new PartnerChangeMapping(Programs.BRIDGEWATER);

  @Test
  void whatIsKeptAsItWasWrittenHasNoDigest() {
    var kept = plan(there -> {});

    assertThat(kept.differences()).isEmpty();
    assertThat(kept.digest()).isEmpty();
  }

  @Test
  void whatIsDroppedIsKnownAgainWhateverElseServersAndPeopleWriteBesideIt() {
    Consumer<CarePlan> drops = there -> there.getActivity().remove(2);
    var first = plan(drops);

    var later =
        plan(
            drops.andThen(
                there -> {
                  there.getMeta().setVersionId("12");
                  there.addNote().setText("Their own note");
                  there.getActivity().get(0).setId("made-by-the-server");
                  Collections.reverse(there.getActivity());
                }));

    assertThat(first.digest()).isPresent();
    assertThat(later).isEqualTo(first);
  }

  @Test
  void whatIsChangedBesideWhatIsDroppedIsAnother() {
    Consumer<CarePlan> drops = there -> there.getActivity().remove(2);

    assertThat(plan(drops.andThen(there -> there.setStatus(CarePlanStatus.REVOKED))).digest())
        .isPresent()
        .isNotEqualTo(plan(drops).digest());
  }

  @Test
  void whatWasChangedAndIsChangedOnceMoreIsAnotherWhereverItStands() {
    var first = plan(there -> says(there, "Their own words"));
    var second = plan(there -> says(there, "Other words of their own"));

    assertThat(second.differences()).isEqualTo(first.differences());
    assertThat(second.digest()).isPresent().isNotEqualTo(first.digest());
  }

  /** In a list that the server keeps the other way round. */
  private static void says(CarePlan there, String words) {
    there.getActivity().get(1).getDetail().setDescription(words);
    Collections.reverse(there.getActivity());
  }

  @Test
  void whomItHangsOnAndWhatIsAnsweredAreLookedAtElsewhere() {
    assertThat(plan(there -> there.setSubject(new Reference("Patient/6"))).differences()).isEmpty();
    var written = ServerCopy.written(Outgoing.of("referral/mobile-crisis").main());
    var there = (ServiceRequest) ServerCopy.asServersKeepIt(written);
    there.setStatus(ServiceRequestStatus.COMPLETED);

    assertThat(mapping.kept(written, there).differences()).isEmpty();
  }

  private KeptContent plan(Consumer<CarePlan> change) {
    var written = ServerCopy.written(Outgoing.of("crisis-plan/every-section").main());
    var there = (CarePlan) ServerCopy.asServersKeepIt(written);
    change.accept(there);
    return mapping.kept(written, there);
  }
}
