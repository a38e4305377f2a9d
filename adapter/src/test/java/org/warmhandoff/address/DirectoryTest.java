package org.warmhandoff.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.testing.Partners;

class DirectoryTest {

  private static Directory directory(String partners) {
    return new Directory(Partners.config(partners).partners());
  }

  private static KnownLocation in(String state) {
    var address = new Address(List.of("1 Elm St"), "Town", Optional.empty(), state, "00001");
    return new KnownLocation(Optional.of(address), Optional.empty());
  }

  @Test
  void aPartnerBoundToNoPlaceServesEveryPlaceAndNoPlace() {
    var directory =
        directory(
            """
              - name: everywhere
                roles: [crisis-center]
                base-url: http://localhost:1/fhir
            """);

    assertThat(directory.serving(PartnerRole.CRISIS_CENTER, in("HI"))).contains("everywhere");
    assertThat(directory.serving(PartnerRole.CRISIS_CENTER, KnownLocation.UNKNOWN))
        .contains("everywhere");
  }

  @Test
  void ofSeveralThatServeAPlaceTheFirstInTheConfigurationTakesIt() {
    var directory =
        directory(
            """
              - name: first
                roles: [crisis-center]
                base-url: http://localhost:1/fhir
                serves: {states: [MA, NH]}
              - name: second
                roles: [crisis-center]
                base-url: http://localhost:1/fhir
                serves: {states: [NH]}
            """);

    assertThat(directory.serving(PartnerRole.CRISIS_CENTER, in("NH"))).contains("first");
  }

  @Test
  void ofSeveralOfARoleTheParticipantsOwnTakesItAndNobodyElse() {
    var directory =
        directory(
            """
              - name: first
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
              - name: second
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
            """);

    assertThat(directory.ofRole(PartnerRole.PSYCHIATRY, Stream.of("second"))).contains("second");
    assertThat(directory.ofRole(PartnerRole.PSYCHIATRY, Stream.of("somebody"))).isEmpty();
  }

  @Test
  void theOnlyOneOfARoleTakesItThoughItIsNotTheParticipantsOwn() {
    var directory = new Directory(Partners.near().partners());

    assertThat(directory.ofRole(PartnerRole.PSYCHIATRY, Stream.empty())).contains("psychiatry");
  }

  @Test
  void whoIsNoPartnerHasNoRole() {
    assertThat(new Directory(Partners.near().partners()).recipient("somebody").roles()).isEmpty();
  }
}
