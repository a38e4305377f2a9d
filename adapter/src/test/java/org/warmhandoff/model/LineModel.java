package org.warmhandoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.record.Priority;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcDeliveries.Filter;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/**
 * The line over a real store, with two nodes, and partners that are no more than what they were
 * sent. Every step checks what must never happen.
 */
final class LineModel implements AutoCloseable {

  static final List<String> PARTNERS = List.of("psychiatry", "primary-care", "crisis-center");
  static final int PARTICIPANTS = 3;
  private static final int ALL = 10_000;

  /** A claimed delivery and the node that has it in hand. */
  private record InHand(Delivery delivery, Outbox node) {}

  private final Store store = Store.inMemory();
  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final Bridge bridge = new Bridge(store, Partners.near(), clock);
  private final List<Outbox> nodes = new ArrayList<>(List.of(bridge.worker(), bridge.worker()));
  private final List<InHand> inHand = new ArrayList<>();
  private final Map<String, There> there = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Random random = new Random(11);
  private final Always always = new Always(store, bridge);
  private final Set<Integer> withoutConsent = new java.util.HashSet<>();

  LineModel() {
    PARTNERS.forEach(name -> there.put(name, new There()));
  }

  void submitParticipant(int number, boolean consents) {
    var sheet = dana().id("P-" + number).version(next("P-" + number));
    accept(consents ? sheet : sheet.with("consents", List.of(revoked())));
    if (consents) {
      withoutConsent.remove(number);
    } else {
      withoutConsent.add(number);
    }
  }

  private RecordSheet revoked() {
    return consent("CO-1", "mental-health").with("revokedAt", clock.instant().toString());
  }

  void submitPlan(int number, boolean withdrawn) {
    var sheet = plan().id("CP-" + number).with("participantId", "P-" + number);
    var version = sheet.version(next("CP-" + number));
    accept(withdrawn ? version.with("state", "withdrawn") : version);
  }

  void submitEvent(int number, String severity) {
    accept(
        event()
            .id("CE-" + number)
            .with("participantId", "P-" + number)
            .with("severity", severity)
            .version(next("CE-" + number)));
  }

  private int next(String id) {
    return versions.merge(id, 1, Integer::sum);
  }

  private void accept(RecordSheet sheet) {
    assertThat(bridge.submit(sheet))
        .isInstanceOf(org.warmhandoff.flow.message.IntakeAnswer.Accepted.class);
  }

  void claim(int node, String partner) {
    var emergencies = emergenciesDue(partner);
    var claimed = nodes.get(node).claimDue(partner);
    if (emergencies && !claimed.isEmpty()) {
      assertThat(claimed.get(0).priority())
          .as("an emergency was due")
          .isEqualTo(Priority.EMERGENCY);
    }
    claimed.forEach(one -> inHand.add(new InHand(one, nodes.get(node))));
  }

  private boolean emergenciesDue(String partner) {
    return store
            .db()
            .sql(
                """
                select count(*) from delivery d
                  join lane l on l.partner = d.partner and l.participant_id = d.participant_id
                 where d.partner = :partner and d.state = 'WAITING' and d.priority = 1
                   and d.due_at <= :now and l.leased_until <= :now
                   and not exists (select 1 from delivery o
                                    where o.partner = d.partner and o.kind = d.kind
                                      and o.record_id = d.record_id and o.version < d.version
                                      and o.state = 'WAITING')
                """)
            .param("partner", partner)
            .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
            .query(Long.class)
            .single()
        > 0;
  }

  void carryOut(int which, Fate fate) {
    if (!inHand.isEmpty()) {
      carryOut(inHand.remove(which % inHand.size()), fate);
    }
  }

  private void carryOut(InHand hand, Fate fate) {
    var stage = bridge.open(hand.delivery());
    DeliveryStage asked = stage instanceof Opened opened ? bridge.gate().again(opened) : stage;
    if (asked instanceof AttemptResult answer) {
      hand.node().settle(answer);
    } else if (asked instanceof Withdrawn withdrawn) {
      takeBack(hand, withdrawn, fate);
    } else if (hand.delivery().inDoubt()) {
      ask(hand);
    } else {
      write(hand, (Permitted) asked, fate);
    }
  }

  private void takeBack(InHand hand, Withdrawn withdrawn, Fate fate) {
    var partner = there.get(hand.delivery().partner());
    var key = hand.delivery().key();
    var retired = retired(withdrawn);
    switch (fate) {
      case ARRIVES, NEEDS_PERSON, BY_HAND, REFUSED -> isTakenBack(hand, retired);
      case ARRIVES_UNHEARD -> isTakenBack(hand, Outcomes.unknown());
      case LOST -> {
        if (bridge.setOut(hand.delivery())) {
          settle(hand, Outcomes.unknown());
        }
      }
      case ARRIVES_LATE, DIES_AND_ARRIVES_LATE -> {
        if (bridge.setOut(hand.delivery())) {
          partner.takeBackLate(key, atSomeTime());
        }
      }
      case DIES_AFTER -> {
        if (bridge.setOut(hand.delivery())) {
          partner.takeBack(key);
        }
      }
      case DIES_BEFORE -> {}
      case TOO_LATE -> {
        pass(Bridge.LEASE);
        isTakenBack(hand, retired);
      }
      case BUSY -> settle(hand, later(Reach.BUSY, Optional.of(Duration.ofMinutes(20))));
      case GONE -> settle(hand, later(Reach.GONE, Optional.empty()));
      case AILING -> settle(hand, later(Reach.AILING, Optional.empty()));
    }
  }

  /** Where an older one may still come, what is there is looked for once more. */
  private Outcome retired(Withdrawn withdrawn) {
    return withdrawn.opened().unheard().stream()
        .map(earlier -> Duration.between(clock.instant(), earlier.until()))
        .filter(left -> !left.isNegative())
        .max(Comparator.naturalOrder())
        .<Outcome>map(left -> later(Reach.ANSWERS, Optional.of(left)))
        .orElseGet(() -> new Outcome.Retired(withdrawn.ground(), List.of()));
  }

  private void isTakenBack(InHand hand, Outcome outcome) {
    if (bridge.setOut(hand.delivery())) {
      there.get(hand.delivery().partner()).takeBack(hand.delivery().key());
      hand.node().settle(new AttemptResult(hand.delivery(), outcome, List.of(), true, List.of()));
    } else {
      settle(hand, new Outcome.TryLater("not its turn any more"));
    }
  }

  private void ask(InHand hand) {
    var shows = there.get(hand.delivery().partner()).shows(hand.delivery().key());
    settle(hand, shows ? Outcomes.delivered("CarePlan/1") : new Outcome.NotThere());
  }

  private void write(InHand hand, Permitted permitted, Fate fate) {
    switch (fate) {
      case ARRIVES -> arrives(hand, permitted, Outcomes.delivered("CarePlan/1"));
      case ARRIVES_UNHEARD -> arrives(hand, permitted, Outcomes.unknown());
      case LOST -> {
        if (bridge.setOut(hand.delivery())) {
          settle(hand, Outcomes.unknown());
        }
      }
      case ARRIVES_LATE -> {
        if (setOut(hand, permitted)) {
          isOnItsWay(hand);
          settle(hand, Outcomes.unknown());
        }
      }
      case DIES_AND_ARRIVES_LATE -> {
        if (setOut(hand, permitted)) {
          isOnItsWay(hand);
        }
      }
      case DIES_AFTER -> {
        if (setOut(hand, permitted)) {
          there.get(hand.delivery().partner()).write(hand.delivery().key());
        }
      }
      case DIES_BEFORE -> {}
      case TOO_LATE -> {
        pass(Bridge.LEASE);
        arrives(hand, permitted, Outcomes.delivered("CarePlan/1"));
      }
      case REFUSED -> settle(hand, new Outcome.Refused("answered 422"));
      case NEEDS_PERSON -> settle(hand, new Outcome.NeedsPerson("2 patients", List.of()));
      case BY_HAND -> settle(hand, new Outcome.ByHand("no form", List.of()));
      case BUSY -> settle(hand, later(Reach.BUSY, Optional.of(Duration.ofMinutes(20))));
      case GONE -> settle(hand, later(Reach.GONE, Optional.empty()));
      case AILING -> settle(hand, later(Reach.AILING, Optional.empty()));
    }
  }

  /** It may be done at any time until the doubt is over. */
  private void isOnItsWay(InHand hand) {
    there.get(hand.delivery().partner()).writeLate(hand.delivery().key(), atSomeTime());
  }

  private Instant atSomeTime() {
    var after = Duration.ofSeconds(random.nextInt((int) Bridge.DOUBT.toSeconds()));
    return clock.instant().plus(after);
  }

  private static Outcome later(Reach reach, Optional<Duration> asked) {
    return new Outcome.TryLater("answered", asked, reach);
  }

  private void arrives(InHand hand, Permitted permitted, Outcome outcome) {
    if (setOut(hand, permitted)) {
      there.get(hand.delivery().partner()).write(hand.delivery().key());
      hand.node().settle(new AttemptResult(hand.delivery(), outcome, List.of(), true, List.of()));
    } else {
      settle(hand, new Outcome.TryLater("not its turn any more"));
    }
  }

  /** Nothing is written without consent, whatever the line says. */
  private boolean setOut(InHand hand, Permitted permitted) {
    var number = Integer.parseInt(permitted.opened().participant().id().substring(2));
    assertThat(withoutConsent).as("told without consent").doesNotContain(number);
    return bridge.setOut(hand.delivery());
  }

  private static void settle(InHand hand, Outcome outcome) {
    hand.node().settle(new AttemptResult(hand.delivery(), outcome));
  }

  /** All that a node had in hand is forgotten, and so is what it knew of the partners. */
  void restart(int node) {
    inHand.removeIf(hand -> hand.node() == nodes.get(node));
    nodes.set(node, bridge.worker());
  }

  void pass(Duration time) {
    clock.pass(time);
    there.values().forEach(partner -> partner.pass(clock.instant()));
  }

  void operate(Move move, int which) {
    var all = deliveries();
    if (!all.isEmpty()) {
      bridge.operating().carryOut(move, List.of(all.get(which % all.size()).id()), "desk");
    }
  }

  private List<DeliveryView> deliveries() {
    var everything = new Filter(Optional.empty(), Set.of(), Optional.empty());
    return bridge.deliveries().find(everything, 0, ALL);
  }

  /** What must hold after every step. */
  void check() {
    always.check(deliveries());
    oneAtATimeInALane();
  }

  private void oneAtATimeInALane() {
    var live =
        inHand.stream()
            .map(InHand::delivery)
            .filter(one -> one.lease().ends().isAfter(clock.instant()))
            .map(one -> one.partner() + " " + one.participantId())
            .toList();
    assertThat(live).doesNotHaveDuplicates();
  }

  /** The partners are well from now on, and time passes: nothing that was accepted is lost. */
  void end() {
    for (var round = 0; round < 200 && (round < 3 || waiting()); round++) {
      pass(Duration.ofMinutes(20));
      for (var partner : PARTNERS) {
        claim(0, partner);
      }
      Stream.generate(() -> 0).limit(inHand.size()).forEach(n -> carryOut(n, Fate.ARRIVES));
      check();
    }
    deliveries().forEach(this::arrived);
  }

  private boolean waiting() {
    return deliveries().stream().anyMatch(one -> one.state() == DeliveryState.WAITING);
  }

  private void arrived(DeliveryView delivery) {
    assertThat(delivery.state()).as("%s", delivery).isNotEqualTo(DeliveryState.WAITING);
    var partner = there.get(delivery.partner());
    var last = versions.get(delivery.key().id());
    if (delivery.version() == last && delivery.state() == DeliveryState.DELIVERED) {
      assertThat(partner.last(delivery.key())).as("%s", delivery).isEqualTo(last);
    }
    if (delivery.version() == last && delivery.state() == DeliveryState.WITHHELD) {
      assertThat(partner.last(delivery.key())).as("nothing stays of %s", delivery).isZero();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
