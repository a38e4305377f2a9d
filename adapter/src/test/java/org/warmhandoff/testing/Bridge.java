package org.warmhandoff.testing;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.AddressingConcerns;
import org.warmhandoff.address.CareNetworkAddressing;
import org.warmhandoff.address.Directory;
import org.warmhandoff.address.NextInLine;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.ReconciliationConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.consent.AccountedWrites;
import org.warmhandoff.consent.ConsentCalendar;
import org.warmhandoff.consent.DecisionRules;
import org.warmhandoff.consent.DisclosureGate;
import org.warmhandoff.delivery.Backoff;
import org.warmhandoff.delivery.ClockRollbackRepair;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.JdbcOpening;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.delivery.LaneRepair;
import org.warmhandoff.delivery.Lanes;
import org.warmhandoff.delivery.LookingAgain;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Planning;
import org.warmhandoff.delivery.Recall;
import org.warmhandoff.delivery.RetryTiming;
import org.warmhandoff.delivery.Rewriting;
import org.warmhandoff.delivery.Settling;
import org.warmhandoff.delivery.gate.Breaker;
import org.warmhandoff.delivery.gate.Ceilings;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.port.Addressing;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.port.FollowUp;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.followup.ChangedReferrals;
import org.warmhandoff.followup.ChangedReferrals.Searching;
import org.warmhandoff.followup.LifeTurn;
import org.warmhandoff.followup.ReferralConcerns;
import org.warmhandoff.followup.ReferralFollowUp;
import org.warmhandoff.followup.SendingOn;
import org.warmhandoff.followup.StaffAnswers;
import org.warmhandoff.followup.Successors;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.followup.subscription.JdbcEventGaps;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.followup.subscription.PartnerEventGaps;
import org.warmhandoff.followup.subscription.PartnerSubscriptions;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.partner.RequestQuota;
import org.warmhandoff.reconciliation.FindingConcerns;
import org.warmhandoff.reconciliation.HeldRecords;
import org.warmhandoff.reconciliation.JdbcFindings;
import org.warmhandoff.reconciliation.JdbcReconciliations;
import org.warmhandoff.reconciliation.NightlyReconciliation;
import org.warmhandoff.reconciliation.PartnerReconciliation;
import org.warmhandoff.reconciliation.WhenChangedRules;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcConsentDays;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcRemotes;
import org.warmhandoff.store.JdbcStates;

/**
 * The line from the door to the outbox over a real store, with the clock and the waking up in hand.
 */
public final class Bridge {

  /** How long a claim holds. */
  public static final Duration LEASE = Duration.ofSeconds(90);

  /** How long a write of which nothing is heard may still be carried out. */
  public static final Duration DOUBT = Duration.ofMinutes(2);

  /** The pause after a first failure. */
  public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private static final RecordReader READER = new RecordReader();

  private final Store store;
  private final Clock clock;
  private final RememberingWakeUp wakeUp = new RememberingWakeUp();
  private final JdbcLedger ledger;
  private final JdbcStates states;
  private final JdbcRecords records;
  private final JdbcOpening opening;
  private final Config config;
  private final CareNetworkAddressing addressing;
  private final DisclosureGate gate;
  private final JdbcAttention attention;
  private final JdbcAttempts attempts;
  private final Ceilings ceilings;
  private final JdbcOutbox outbox;
  private final Hints hints;

  /** A line to these partners. */
  public Bridge(Store store, Config config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.ledger = new JdbcLedger(store.db(), clock);
    this.attention = new JdbcAttention(store.db(), store.transaction(), clock);
    this.states = new JdbcStates(store.db());
    var receipts = new JdbcReceipts(store.db());
    this.records = new JdbcRecords(store.db(), READER, ledger, clock);
    this.opening = new JdbcOpening(receipts, records, new JdbcReferralLives(store.db()), clock);
    var directory = new Directory(config.partners());
    this.addressing =
        new CareNetworkAddressing(
            directory,
            records,
            states,
            receipts,
            new JdbcReferralLives(store.db()),
            new AddressingConcerns(attention, config.delivery().attentionAfter()),
            ledger);
    this.gate =
        Decisions.gate(
            records::latest, directory, clock, ZoneOffset.UTC, config.disclosure().ends());
    this.attempts = new JdbcAttempts(store.db(), clock, "node-1", LEASE.plus(DOUBT));
    this.ceilings =
        new Ceilings(
            new PartnerStates(store.db(), clock),
            attention,
            config.partners().stream().collect(toMap(PartnerConfig::name, PartnerConfig::limits)),
            clock);
    this.outbox = worker();
    this.hints =
        new Hints(
            new JdbcReferralLives(store.db()),
            new JdbcSubscriptions(store.db()),
            new JdbcEventGaps(store.db()),
            attention,
            store.transaction(),
            clock);
  }

  /** Another process on the same store. */
  public JdbcOutbox worker() {
    var db = store.db();
    var lanes = lanes("node-1");
    var receipts = new JdbcReceipts(db);
    var backoff = new Backoff(FIRST_PAUSE, Duration.ofMinutes(15), () -> 0);
    var gates = gates();
    var planning =
        new Planning(
            db,
            lanes,
            receipts,
            ledger,
            attention,
            new JdbcDisclosures(db),
            config.delivery().attentionAfter(),
            config.disclosure().ends(),
            wakeUp,
            clock);
    var timing = new RetryTiming(clock, backoff, config.delivery().attentionAfter(), DOUBT);
    var settling =
        new Settling(
            db,
            store.unforced(),
            lanes,
            ledger,
            attempts,
            attention,
            new JdbcRemotes(store.dataSource(), clock),
            new JdbcCandidates(db, clock),
            receipts,
            gates,
            timing);
    return new JdbcOutbox(
        store.unforced(),
        planning,
        settling,
        lanes,
        new LaneRepair(db, lanes),
        new ClockRollbackRepair(db, clock, LEASE, DOUBT, Duration.ofMinutes(15)),
        new LookingAgain(db, lanes, receipts, ledger, clock),
        attempts,
        gates,
        Durability.byEachCommit(),
        clock,
        config.partners().stream().collect(toMap(PartnerConfig::name, PartnerConfig::parallel)));
  }

  private Gates gates() {
    var states = new PartnerStates(store.db(), clock);
    return new Gates(
        states,
        new Breaker(states, attention, clock),
        ceilings,
        config.partners().stream().collect(toMap(PartnerConfig::name, one -> one.limits().quiet())),
        new Gates.Leasing(clock, LEASE));
  }

  /** What became of referrals. */
  public FollowUp followUp() {
    return new ReferralFollowUp(
        new JdbcReferralLives(store.db()),
        records,
        hints,
        gates(),
        new LifeTurn(
            new JdbcReferralTrail(store.db()),
            concerns(),
            new EventLog(store.db(), clock),
            new JdbcSubscriptions(store.db()),
            new JdbcChangeSearches(store.db()),
            config.delivery().askEvery(),
            clock),
        store.transaction(),
        clock,
        LEASE);
  }

  /** Searches for what has changed at partners. */
  public ChangeSearches changes() {
    return changes(store.transaction());
  }

  /** The same in transactions of somebody's own. */
  public ChangeSearches changes(TransactionTemplate transaction) {
    return new ChangedReferrals(
        new JdbcChangeSearches(store.db()),
        new JdbcReferralLives(store.db()),
        new JdbcSubscriptions(store.db()),
        gates(),
        config.delivery().askEvery(),
        transaction,
        clock,
        new Searching(LEASE, config.delivery().searchOverlap()));
  }

  /** Subscriptions by which these partners call. */
  public PartnerSubscriptions subscriptions(Map<String, URI> callingAt) {
    return new PartnerSubscriptions(
        callingAt,
        new JdbcSubscriptions(store.db()),
        hints,
        gates(),
        attention,
        store.transaction(),
        clock,
        LEASE);
  }

  /** What subscriptions did not tell of. */
  public EventGaps gaps() {
    return gaps(store.transaction());
  }

  /** The same in transactions of somebody's own. */
  public EventGaps gaps(TransactionTemplate transaction) {
    return new PartnerEventGaps(
        new JdbcEventGaps(store.db()),
        new JdbcReferralLives(store.db()),
        hints,
        gates(),
        transaction,
        clock,
        LEASE);
  }

  /** Has what a partner should hold go there once more. */
  public Rewriting rewriting() {
    var db = store.db();
    return new Rewriting(
        db,
        store.transaction(),
        lanes("node-1"),
        deliveries(),
        new JdbcReceipts(db),
        records,
        ledger,
        config.disclosure().ends(),
        wakeUp,
        clock);
  }

  /** What partners hold, beside what they should; by no clock of its own. */
  public PartnerReconciliation reconciliation() {
    var db = store.db();
    var runs = new JdbcReconciliations(db);
    var findings = new JdbcFindings(db);
    var holdings =
        new HeldRecords(db, disclosures(), records, new JdbcLinks(db, store.transaction(), clock));
    return new PartnerReconciliation(
        runs,
        findings,
        holdings,
        gates(),
        new WhenChangedRules(
            runs, findings, new FindingConcerns(attention), rewriting(), Map.of(), clock),
        new NightlyReconciliation(
            runs,
            holdings,
            new ReconciliationConfig(Optional.empty(), 1000),
            ZoneOffset.UTC,
            clock),
        store.transaction(),
        clock,
        LEASE);
  }

  /** What partners call about. */
  public Hints hints() {
    return hints;
  }

  /** What staff record of referrals. */
  public StaffAnswers staffAnswers() {
    return new StaffAnswers(
        new JdbcReferralLives(store.db()),
        new JdbcReferralTrail(store.db()),
        records,
        ledger,
        new EventLog(store.db(), clock),
        concerns(),
        store.transaction(),
        clock);
  }

  private ReferralConcerns concerns() {
    return new ReferralConcerns(attention, successors());
  }

  private Successors successors() {
    return new NextInLine(
        new Directory(config.partners()),
        records,
        new JdbcReferralLives(store.db()),
        deliveries(),
        gate);
  }

  /** Sends referrals to whoever is next in line. */
  public SendingOn sendingOn() {
    var db = store.db();
    return new SendingOn(
        new JdbcReferralLives(db),
        new JdbcReferralTrail(db),
        records,
        successors(),
        gate,
        outbox,
        new Recall(db, lanes("node-1"), deliveries(), ledger, wakeUp, clock),
        deliveries(),
        operating(),
        ledger,
        concerns(),
        store.transaction(),
        clock);
  }

  /** How a record stands, as operators see it. */
  public RecordStandings standings() {
    var db = store.db();
    return new RecordStandings(
        states, deliveries(), ledger, new JdbcReferralLives(db), new JdbcReferralTrail(db));
  }

  /** The lanes as that node sees them. */
  public Lanes lanes(String node) {
    return new Lanes(store.db(), clock, LEASE, node);
  }

  /** Takes a submission through one transaction. */
  public IntakeAnswer submit(RecordSheet sheet) {
    return store.transaction().execute(status -> share(sheet));
  }

  /** What {@link #submit} does in its transaction. */
  public IntakeAnswer share(RecordSheet sheet) {
    var stored = records.store(READER.read(sheet.bytes()));
    if (stored instanceof Stored.Fresh fresh) {
      outbox.enqueue(gate.clear(addressing.address(fresh.record())));
    }
    return IntakeAnswer.to(stored);
  }

  /** What is due for the partner, claimed. */
  public List<Delivery> claim(String partner) {
    return outbox.claimDue(partner);
  }

  /** The one delivery that is due for the partner, claimed. */
  public Delivery claimOnly(String partner) {
    var claimed = claim(partner);
    if (claimed.size() != 1) {
      throw new AssertionError("not one delivery is due but " + claimed.size());
    }
    return claimed.get(0);
  }

  /** A claimed delivery with its record. */
  public DeliveryStage open(Delivery delivery) {
    return opening.open(delivery);
  }

  /** Sets out to write it at the partner; false where that must not be. */
  public boolean setOut(Delivery delivery) {
    return setOut(delivery, Form.GRAPH);
  }

  /** The same in that form. */
  public boolean setOut(Delivery delivery, Form form) {
    return setOut(delivery, form, Late.DONE);
  }

  /** The same of what may come late, or fails then. */
  public boolean setOut(Delivery delivery, Form form, Late late) {
    return outbox.mayWrite(delivery, form, late);
  }

  /** Whether what was decided may be sent now; it is kept then, with what it rests on. */
  public boolean mayDisclose(Decided decided, Sending sending) {
    return new AccountedWrites(
            outbox,
            gate,
            records,
            disclosures(),
            new Directory(config.partners()),
            store.transaction(),
            Durability.byEachCommit(),
            clock)
        .mayDisclose(decided, sending);
  }

  /** What was disclosed. */
  public JdbcDisclosures disclosures() {
    return new JdbcDisclosures(store.db());
  }

  /** The line's look at the days of consents. */
  public void lookAtTheDay() {
    var days =
        new ConsentCalendar(
            new JdbcConsentDays(store.db()),
            records,
            clock,
            ZoneOffset.UTC,
            DecisionRules.of(config));
    for (var participant : days.changed()) {
      store
          .transaction()
          .executeWithoutResult(
              status ->
                  outbox.enqueue(gate.clear(addressing.address(days.again(participant).record()))));
    }
    days.done();
  }

  /** Holds the lane for another lease; when that ends, if the lane was not lost. */
  public Optional<Instant> prolong(Delivery delivery) {
    return outbox.prolong(delivery);
  }

  /** Writes down how it went. */
  public void settle(Delivery delivery, Outcome outcome) {
    outbox.settle(new AttemptResult(delivery, outcome));
  }

  /** The delivery of that version to that partner, if it is planned. */
  public Optional<DeliveryView> delivery(RecordKind kind, String id, int version, String partner) {
    return new JdbcDeliveries(store.db(), clock)
        .of(kind, id).stream()
            .filter(view -> view.version() == version && view.partner().equals(partner))
            .findFirst();
  }

  /** Where the psychiatry's delivery of that version of the plan stands. */
  public DeliveryState plan(int version) {
    return delivery(RecordKind.CRISIS_PLAN, "CP-1", version, "psychiatry").orElseThrow().state();
  }

  /** Writes down how it went, with what was done. */
  public void settle(AttemptResult answer) {
    outbox.settle(answer);
  }

  /** How things stand. */
  public JdbcStates states() {
    return states;
  }

  /** Who should have what. */
  public Addressing addressing() {
    return addressing;
  }

  /** Who may have what. */
  public ConsentGate gate() {
    return gate;
  }

  /** The records. */
  public JdbcRecords records() {
    return records;
  }

  /** The deliveries. */
  public JdbcDeliveries deliveries() {
    return new JdbcDeliveries(store.db(), clock);
  }

  /** The operator's hand. */
  public Operating operating() {
    var db = store.db();
    return new Operating(
        db,
        store.transaction(),
        lanes("node-1"),
        deliveries(),
        new JdbcReceipts(db),
        new JdbcRemotes(store.dataSource(), clock),
        ledger,
        attention,
        wakeUp,
        clock);
  }

  /** Every attempt. */
  public JdbcAttempts attempts() {
    return attempts;
  }

  /** What needs a hand. */
  public JdbcAttention attention() {
    return attention;
  }

  /** What counts the requests of partners with a daily ceiling. */
  public RequestQuota tally() {
    return ceilings;
  }

  /** What happened. */
  public JdbcLedger ledger() {
    return ledger;
  }

  /** Whom the bell was rung for. */
  public List<String> wakeUps() {
    return wakeUp.wakeUps();
  }
}
