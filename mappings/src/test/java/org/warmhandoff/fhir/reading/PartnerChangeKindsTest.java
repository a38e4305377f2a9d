package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.RecordKind;

/** What may become of each kind of resource. */
class PartnerChangeKindsTest {

  private final PartnerChangeMapping mapping = new PartnerChangeMapping(Programs.BRIDGEWATER);

  @Test
  void aFlagThatIsLaidDownIsAnEnd() {
    var written = ServerCopy.written(Outgoing.of("crisis-event/being-acted-on").main());
    var there = (Flag) ServerCopy.asServersKeepIt(written);
    there.setStatus(Flag.FlagStatus.INACTIVE);
    there.getPeriod().setEndElement(Fhir.time(Instant.EPOCH));

    var change = mapping.change(written, there);

    assertThat(change.kind()).contains(RecordKind.CRISIS_EVENT);
    assertThat(change.differences())
        .extracting(Difference::place, Difference::what)
        .containsExactlyInAnyOrder(
            tuple("Flag.status", ChangeType.ENDED), tuple("Flag.period.end", ChangeType.ENDED));
  }

  @Test
  void aRequestThatIsHeldIsSeen() {
    var written = ServerCopy.written(Outgoing.of("referral/mobile-crisis").main());
    var there = (ServiceRequest) ServerCopy.asServersKeepIt(written);
    there.setStatus(ServiceRequestStatus.ONHOLD);

    var change = mapping.change(written, there);

    assertThat(change.recordId()).contains("R-4001");
    assertThat(change.differences())
        .containsExactly(
            new Difference(
                "ServiceRequest.status",
                ChangeType.STATUS_CHANGED,
                Optional.of("active"),
                Optional.of("on-hold")));
  }

  @Test
  void anAnswerInATaskIsSeen() {
    var written = ServerCopy.written(resource("referral/mobile-crisis", Task.class));
    var there = (Task) ServerCopy.asServersKeepIt(written);
    there.setStatus(TaskStatus.REJECTED).getStatusReason().setText("Full");
    there.setLastModifiedElement(Fhir.time(Instant.EPOCH));

    var change = mapping.change(written, there);

    assertThat(change.kind()).contains(RecordKind.REFERRAL);
    assertThat(change.recordId()).contains("R-4001");
    assertThat(change.differences())
        .containsExactlyInAnyOrder(
            new Difference(
                "Task.status", ChangeType.ENDED, Optional.of("requested"), Optional.of("rejected")),
            new Difference("Task.statusReason", ChangeType.ADDED));
  }

  @Test
  void aDocumentMayMoveButNotChange() {
    var written = ServerCopy.written(example().document());

    assertThat(mapping.change(written, document(written, there -> {})).shownVersion()).contains(2);
    assertThat(
            mapping
                .change(written, document(written, PartnerChangeKindsTest::keepElsewhere))
                .differences())
        .isEmpty();
    assertThat(
            mapping
                .change(
                    written,
                    document(
                        written,
                        there -> there.getContentFirstRep().getAttachment().setData(new byte[3])))
                .differences())
        .containsExactly(new Difference("DocumentReference.content[0]", ChangeType.CHANGED));
    assertThat(
            mapping
                .change(
                    written,
                    document(written, there -> there.setStatus(DocumentReferenceStatus.SUPERSEDED)))
                .differences())
        .extracting(Difference::what)
        .containsExactly(ChangeType.ENDED);
  }

  @Test
  void anElementWithoutContentIsNone() {
    var written = ServerCopy.written(example().document());
    var there = document(written, document -> {});
    ((DocumentReference) written).getContext().getPeriod();
    there.getRelatesToFirstRep();

    assertThat(mapping.change(written, there).isUnchanged()).isTrue();
  }

  @Test
  void anotherKindOfResourceIsNotUnderstood() {
    var change = mapping.change(ServerCopy.written(example().main()), new Flag());

    assertThat(change.differences()).isEmpty();
    assertThat(change.recordId()).contains("CP-2001");
    assertThat(change.notUnderstood())
        .containsExactly(new NotUnderstood("Flag", "stands where CarePlan was written"));
  }

  private static void keepElsewhere(DocumentReference there) {
    there.getContentFirstRep().getAttachment().setData(null).setUrl("Binary/31");
  }

  private static DocumentReference document(Resource written, Consumer<DocumentReference> change) {
    var there = (DocumentReference) ServerCopy.asServersKeepIt(written);
    change.accept(there);
    return there;
  }

  private static Resource resource(String name, Class<? extends Resource> type) {
    return Outgoing.of(name).resources().filter(type::isInstance).findFirst().orElseThrow();
  }

  private static Outgoing example() {
    return Outgoing.of("crisis-plan/every-section");
  }
}
