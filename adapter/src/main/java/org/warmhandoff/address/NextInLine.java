package org.warmhandoff.address;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.followup.Successors;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Referral;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralLives.SentOn;

/**
 * Who is next in line, by the configuration: of the same service, for the place where the
 * participant is now, and one to whom the referral may be disclosed now.
 */
public final class NextInLine implements Successors {

  private final Directory directory;
  private final JdbcRecords records;
  private final JdbcReferralLives lives;
  private final JdbcDeliveries deliveries;
  private final ConsentGate consent;

  /** The next among these partners. */
  public NextInLine(
      Directory directory,
      JdbcRecords records,
      JdbcReferralLives lives,
      JdbcDeliveries deliveries,
      ConsentGate consent) {
    this.directory = directory;
    this.records = records;
    this.lives = lives;
    this.deliveries = deliveries;
    this.consent = consent;
  }

  @Override
  public Optional<String> next(String partner, String referralId) {
    return records
        .latest(RecordKind.REFERRAL, referralId)
        .map(Referral.class::cast)
        .filter(Referral::current)
        .flatMap(
            referral ->
                records
                    .participant(referral.participantId())
                    .flatMap(participant -> next(partner, referral, participant)));
  }

  private Optional<String> next(String partner, Referral referral, Participant participant) {
    var role = referral.to().target().role();
    var place = KnownLocation.of(referral.location(), participant);
    var had = had(referral.id());
    return line(partner, referral.id())
        .filter(name -> !had.contains(name) && directory.takes(name, role, place))
        .filter(name -> consent.disclosure(referral, participant, name) instanceof Disclosed)
        .findFirst();
  }

  private Set<String> had(String referralId) {
    return Stream.concat(
            deliveries.of(RecordKind.REFERRAL, referralId).stream().map(DeliveryView::partner),
            lives.sentOn(referralId).stream().flatMap(one -> Stream.of(one.from(), one.to())))
        .collect(toSet());
  }

  /** Who stands in for the partner, and then whoever else stands in for those before it. */
  private Stream<String> line(String partner, String referralId) {
    var sent = lives.sentOn(referralId);
    var line = new LinkedHashSet<String>();
    var seen = new HashSet<String>();
    var left = new ArrayDeque<>(Set.of(partner));
    while (!left.isEmpty()) {
      var one = left.remove();
      if (seen.add(one)) {
        line.addAll(directory.nextInLine(one));
        sent.stream().filter(on -> on.to().equals(one)).map(SentOn::from).forEach(left::add);
      }
    }
    return line.stream();
  }
}
