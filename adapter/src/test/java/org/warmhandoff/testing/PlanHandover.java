package org.warmhandoff.testing;

import static org.warmhandoff.record.Sensitivity.LOCATION;
import static org.warmhandoff.record.Sensitivity.MENTAL_HEALTH;
import static org.warmhandoff.record.Sensitivity.SAFETY_PLAN;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.app.Clients;
import org.warmhandoff.config.Config;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Delivery.Doubt;
import org.warmhandoff.flow.message.Delivery.Lease;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.partner.Hapi;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.PartnerConnections;
import org.warmhandoff.partner.capability.KeptOffers;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.Terminology;

/** Dana's crisis plan on its way to a partner, over the adapter's own client. */
public final class PlanHandover implements AutoCloseable {

  /** Who Dana is there. */
  public static final Link LINK = new Link("Patient/7", Link.How.IDENTIFIER);

  private static final FhirContext FHIR = Hapi.context();
  private static final Program PROGRAM =
      new Program(
          "https://id.bridgewater-iop.example",
          "Bridgewater Virtual IOP",
          Optional.empty(),
          ZoneId.of("America/New_York"));
  private static final Mappings MAPPINGS = new Mappings(PROGRAM, Terminology.shipped());
  private static final Set<Sensitivity> TOLD = Set.of(MENTAL_HEALTH, SAFETY_PLAN, LOCATION);
  private static final Audience AUDIENCE = Audience.ANYBODY.as(LINK.patient());

  /** How long a document that was not heard of may still come. */
  public static final Duration DOUBT = Duration.ofMinutes(2);

  private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
  private final SettableClock clock;
  private final MemoryLinks links = new MemoryLinks();
  private final MemoryRefusals refusals = new MemoryRefusals();
  private final MemoryRemotes remotes = new MemoryRemotes();
  private final List<Form> setOut = new ArrayList<>();
  private final List<Late> setOutFor = new ArrayList<>();
  private final HapiPartner partner;
  private RecordSheet record = plan();
  private RecordSheet participant = dana();
  private Optional<Doubt> doubt = Optional.empty();
  private Optional<Instant> unheardUntil = Optional.empty();
  private Optional<Instant> earlierUntil = Optional.empty();
  private boolean newerPlanned;
  private boolean released;
  private Optional<Held> held = Optional.empty();
  private Duration lease = Bridge.LEASE;
  private int prolonged;
  private int counted;
  private int ceiling = Integer.MAX_VALUE;
  private boolean mayWrite = true;
  private boolean laneIsOurs = true;

  /** What the outbox says to the partner's client. */
  private final class Turns implements WriteAhead {

    @Override
    public boolean mayWrite(Delivery delivery, Form form, Late late) {
      setOut.add(form);
      setOutFor.add(late);
      return mayWrite;
    }

    @Override
    public boolean mayDisclose(Decided decided, Sending sending) {
      return true;
    }

    @Override
    public Optional<Instant> prolong(Delivery delivery) {
      prolonged++;
      return laneIsOurs ? Optional.of(clock.instant().plus(Bridge.LEASE)) : Optional.empty();
    }
  }

  /** A hand-over to the first partner of that configuration. */
  public PlanHandover(Config config, MemoryStatements statements, SettableClock clock) {
    this.clock = clock;
    var partnerConnections = new PartnerConnections(FHIR, clockwork, this::mayAsk, clock);
    var offers = new KeptOffers(statements, refusals, FHIR);
    this.partner =
        new Clients(config, MAPPINGS, partnerConnections, offers, clock)
            .all(links, remotes, new Turns())
            .get(0);
  }

  /** Another record goes. */
  public void record(RecordSheet other) {
    this.record = other;
  }

  /** The participant is written down otherwise. */
  public void participant(RecordSheet other) {
    this.participant = other;
  }

  /** An earlier attempt may have written, so long ago that it would be there by now. */
  public void inDoubt(boolean doubt) {
    this.doubt = doubt ? doubt() : Optional.empty();
    this.unheardUntil = Optional.empty();
  }

  /** An earlier version was written, nothing was heard of it, and it may still be carried out. */
  public void earlierMayStillCome() {
    this.earlierUntil = Optional.of(clock.instant().plus(DOUBT));
  }

  /** An earlier attempt may have written, so long ago. */
  public void inDoubtSince(Duration ago) {
    doubt = doubt();
    unheardUntil = Optional.of(clock.instant().minus(ago).plus(DOUBT));
  }

  /** A person looked there, and lets it go again. */
  public void release() {
    released = true;
    remotes.forgetUnseen();
  }

  /** A newer version goes instead: this one is only asked for. */
  public void newerIsPlanned() {
    newerPlanned = true;
  }

  private Optional<Doubt> doubt() {
    return Optional.of(new Doubt(setOut.stream().reduce((a, b) -> b), Basis.CONSENT, released));
  }

  /** Another version goes instead, or the lane was lost. */
  public void mayNotWrite() {
    mayWrite = false;
  }

  /** What is left of the lease when it begins. */
  public void leaseLasts(Duration left) {
    lease = left;
  }

  /** Somebody else has the lane since. */
  public void laneIsLost() {
    laneIsOurs = false;
  }

  private boolean mayAsk(String partner, Optional<Priority> of) {
    return of.isEmpty() || counted++ < ceiling;
  }

  /** From now on so many requests may be made for deliveries. */
  public void ceiling(int requests) {
    ceiling = counted + requests;
  }

  /** How many requests were counted against the partner's ceiling. */
  public int counted() {
    return counted;
  }

  /** How often the lease was prolonged, or was to be. */
  public int prolonged() {
    return prolonged;
  }

  /** The forms that it was set out to write in, in order. */
  public List<Form> setOut() {
    return List.copyOf(setOut);
  }

  /** What becomes of these writes if they are carried out late, in order. */
  public List<Late> setOutFor() {
    return List.copyOf(setOutFor);
  }

  /** What the partner has refused in practice. */
  public MemoryRefusals refusals() {
    return refusals;
  }

  /** Where what was written is. */
  public MemoryRemotes remotes() {
    return remotes;
  }

  /** The partner holds an earlier version. */
  public void held(RecordSheet earlier, Receipt receipt) {
    this.held = Optional.of(Held.of(earlier.record(), receipt));
  }

  /** Finds the patient. */
  public DeliveryStage match() {
    return partner.match(permitted());
  }

  /** Hands the record over. What the receipt says is kept, as the store does. */
  public Outcome write() {
    return answer().outcome();
  }

  /** The same, with every request that it took. */
  public AttemptResult answer() {
    var answer = partner.write(matched());
    remotes.keepUnseen(answer.named(), clock.instant());
    if (answer.outcome() instanceof Outcome.Delivered delivered) {
      remotes.keep(delivered.receipt().written());
    }
    return answer;
  }

  /** Nothing may be told any more: what the partner holds is looked for, and whose it is. */
  public DeliveryStage matchToTakeBack() {
    return partner.match(withdrawn());
  }

  /** Takes back what the partner holds. */
  public Outcome takeBack() {
    return partner.write(new Matched(withdrawn(), LINK)).outcome();
  }

  private Withdrawn withdrawn() {
    var opened = permitted().opened();
    var former =
        held.stream()
            .map(
                there ->
                    FormerDisclosure.of(
                        Decisions.supposing(there.record(), participant.record(), TOLD),
                        there.record(),
                        TOLD,
                        Set.of()))
            .toList();
    return new Withdrawn(opened, Ground.CONSENT_REVOKED, former);
  }

  /** The delivery as it is now, its patient found. */
  public Matched matched() {
    return new Matched(permitted(), LINK);
  }

  /** The partner's client. */
  public HapiPartner partner() {
    return partner;
  }

  /** What is remembered of who is who. */
  public MemoryLinks links() {
    return links;
  }

  private Permitted permitted() {
    ProgramRecord sent = record.record();
    var ends = clock.instant().plus(lease);
    var delivery =
        new Delivery(
            1,
            sent.key(),
            "P-1",
            partner.name(),
            sent.priority(),
            1,
            1,
            doubt,
            unheardUntil,
            new Lease(1, ends));
    return new Permitted(
        new Opened(
            delivery,
            sent,
            participant.record(),
            held,
            List.of(),
            earlierUntil,
            Set.of(),
            newerPlanned,
            List.of(),
            false),
        Decisions.supposing(sent, participant.record(), TOLD));
  }

  private Disclosed disclosed() {
    return Decisions.supposing(record.record(), participant.record(), TOLD);
  }

  /** The record's resources, as they leave. */
  public Graph graph() {
    return MAPPINGS.graph(disclosed(), AUDIENCE);
  }

  /** The main resource as the partner has it when it was written. */
  public DomainResource mainAtPartner() {
    return atPartner(graph().main(), "77");
  }

  /** The document as the partner has it when it was filed. */
  public DocumentReference documentAtPartner() {
    var document = MAPPINGS.document(disclosed(), AUDIENCE, DocumentFormat.HTML, Optional.empty());
    return atPartner(document, "88");
  }

  private static <R extends DomainResource> R atPartner(R resource, String id) {
    @SuppressWarnings("unchecked") // a copy has the type of its original
    var copy = (R) resource.copy();
    copy.setId(copy.fhirType() + "/" + id + "/_history/1");
    copy.getMeta().setVersionId("1");
    return copy;
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
