package org.warmhandoff.address;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.disclosure.Recipient;
import org.warmhandoff.disclosure.RecipientKind;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.PartnerRole;

/** The partners, by name, role and place, in the order of the configuration. */
public final class Directory {

  private final List<PartnerConfig> partners;

  /** A directory of these partners. */
  public Directory(List<PartnerConfig> partners) {
    this.partners = List.copyOf(partners);
  }

  /** Those of the names that are partners, each once. */
  List<String> known(Stream<String> names) {
    var asked = names.toList();
    return partners.stream().map(PartnerConfig::name).filter(asked::contains).toList();
  }

  /**
   * The partner of the role that serves the place: the one that is bound to it most closely, and of
   * several such the first in the configuration.
   */
  Optional<String> serving(PartnerRole role, KnownLocation place) {
    return partners.stream()
        .filter(partner -> partner.roles().contains(role))
        .filter(partner -> place.isIn(partner.serves()).isPresent())
        .min(comparing(partner -> place.isIn(partner.serves()).orElseThrow()))
        .map(PartnerConfig::name);
  }

  /** Those who stand in for a partner where it does not take a referral, in that order. */
  List<String> nextInLine(String name) {
    return named(name).map(PartnerConfig::nextInLine).orElse(List.of());
  }

  /** The partner that is drilled by that participant; empty of any other participant. */
  Optional<String> drilledBy(String participantId) {
    return DrillIds.isReserved(participantId)
        ? partners.stream()
            .map(PartnerConfig::name)
            .filter(name -> DrillIds.participant(name).equals(participantId))
            .findFirst()
        : Optional.empty();
  }

  /** Whether it has that role, and serves the place where that is how its partner is found. */
  boolean takes(String name, PartnerRole role, KnownLocation place) {
    return named(name)
        .filter(one -> one.roles().contains(role))
        .filter(
            one ->
                role.foundBy() != PartnerRole.FoundBy.PLACE || place.isIn(one.serves()).isPresent())
        .isPresent();
  }

  /** The participant's own partner of the role, else the only one there is. */
  Optional<String> ofRole(PartnerRole role, Stream<String> careNetwork) {
    var own = careNetwork.toList();
    var all = partners.stream().filter(partner -> partner.roles().contains(role)).toList();
    return all.stream()
        .filter(partner -> own.contains(partner.name()) || all.size() == 1)
        .map(PartnerConfig::name)
        .findFirst();
  }

  /** A partner as a recipient of what is disclosed; one that is unknown has no role. */
  public Recipient recipient(String name) {
    return named(name)
        .map(
            one ->
                new Recipient(
                    name, one.roles(), one.recipient().kind(), one.recipient().medicalPersonnel()))
        .orElseGet(() -> new Recipient(name, Set.of(), RecipientKind.OTHER, false));
  }

  /** A partner as people know it, for the accounting of disclosures. */
  public Receiver receiver(String name) {
    var recipient = named(name).map(PartnerConfig::recipient);
    return new Receiver(
        name,
        recipient.flatMap(PartnerConfig.RecipientConfig::name).orElse(name),
        recipient.flatMap(PartnerConfig.RecipientConfig::address));
  }

  /** The names of all. */
  public Set<String> names() {
    return partners.stream().map(PartnerConfig::name).collect(toUnmodifiableSet());
  }

  /** Name spaces of the patient identifiers that a partner gives out. */
  public List<String> identifierSystems(String name) {
    return named(name).map(one -> one.patients().identifierSystems()).orElse(List.of());
  }

  private Optional<PartnerConfig> named(String name) {
    return partners.stream().filter(partner -> partner.name().equals(name)).findFirst();
  }
}
