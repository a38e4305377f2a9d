package org.warmhandoff.partner.write;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Handover;
import org.warmhandoff.fit.HeldEdition;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.UnconfirmedWrite;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.patient.PatientLinks;

/** Hands records over in the fullest form that the partner takes. */
public final class Writing {

  /** More than there are forms and interactions that one record can be refused by in practice. */
  private static final int MOST_FORMS = 20;

  /** Stands for a patient whom nobody has asked for; what is planned for it is never sent. */
  private static final String NOBODY = "Patient/unknown";

  private final PartnerConfig config;
  private final Fitting fitting;
  private final MergedPatientCheck mergedPatientCheck;
  private final Attempts attempts;
  private final Program program;
  private final Retirement retirement;
  private final Withdrawal withdrawal;
  private final InTransaction inTransaction;
  private final SequentialWrites sequentialWrites;
  private final MessageWrite messageWrite = new MessageWrite();

  /** Writes at that partner. */
  public Writing(
      PartnerConfig config,
      Fitting fitting,
      Program program,
      PatientLinks known,
      Attempts attempts) {
    this.config = requireNonNull(config);
    this.fitting = requireNonNull(fitting);
    this.mergedPatientCheck = new MergedPatientCheck(known);
    this.attempts = requireNonNull(attempts);
    this.program = program;
    this.retirement = new Retirement(program);
    this.withdrawal = new Withdrawal(fitting);
    this.inTransaction = new InTransaction(retirement);
    this.sequentialWrites = new SequentialWrites(retirement);
  }

  /** Hands it over, or finds that it is there already. */
  public AttemptResult write(Matched matched, PartnerSession session) {
    return attempts
        .begin(matched, session)
        .map(this::answer)
        .orElse(
            failure ->
                new AttemptResult(
                    matched.delivery(), failure.outcome(), exchanges(matched, session)));
  }

  private AttemptResult answer(DeliveryAttempt attempt) {
    var outcome = write(attempt);
    return new AttemptResult(
        attempt.delivery(),
        outcome,
        exchanges(attempt.matched(), attempt.session()),
        attempt.hasWritten(),
        attempt.named());
  }

  private static List<Exchanged> exchanges(Matched matched, PartnerSession session) {
    return Stream.concat(matched.exchanges().stream(), session.exchanges().stream()).toList();
  }

  private Outcome write(DeliveryAttempt attempt) {
    try {
      if (heldElsewhere(attempt)) {
        return Lookup.onAnotherPatient();
      }
      if (attempt.matched().decided() instanceof Withdrawn withdrawn) {
        return withdrawal.carryOut(withdrawn, earlier(withdrawn.opened()), attempt);
      }
      return attempt.delivery().inDoubt() ? ask(attempt) : handOver(attempt);
    } catch (ConversationEnded ended) {
      return mergedPatientCheck.by(ended.failure(), attempt).orElse(ended.failure().outcome());
    }
  }

  /**
   * Whether an earlier version still stands in another chart: a decision on who the participant is
   * was changed. To write it over would move it there without a word.
   */
  private static boolean heldElsewhere(DeliveryAttempt attempt) {
    return attempt
        .matched()
        .decided()
        .opened()
        .held()
        .map(Held::receipt)
        .filter(before -> !before.link().patient().equals(attempt.patient()))
        .filter(before -> attempt.matched().link().how() != Link.How.MERGED)
        .flatMap(before -> read(before, attempt))
        .filter(there -> !OwnResources.isOn(there, attempt.patient()))
        .isPresent();
  }

  private static Optional<? extends DomainResource> read(Receipt before, DeliveryAttempt attempt) {
    return new FhirReads(attempt.session())
        .read(Lookup.type(before.main().type()), before.main().id())
        .orElseThrow();
  }

  /** An earlier attempt may have written: that is asked for in the form it was written in. */
  private Outcome ask(DeliveryAttempt attempt) {
    var form = attempt.delivery().doubt().flatMap(doubt -> doubt.form());
    var now = fitting.plan(handover(attempt, attempt.offer()), form.orElse(Form.GRAPH));
    if (form.isEmpty() || form.get() == now.form()) {
      return carryOut(now, attempt);
    }
    var then = fitting.plan(handover(attempt, attempt.advertised()), form.get());
    if (then.form() != form.get()
        || !attempt.advertised().finds(then.main().orElseThrow().type())) {
      return new Refused("the answer to it was lost, and it cannot be asked for there");
    }
    var readBack = new ReadBack(attempt, then);
    return readBack
        .find()
        .orElseThrow()
        .<Outcome>map(found -> readBack.delivered(found, List.of()))
        .orElseGet(() -> attempt.mayStillCome().orElseGet(NotThere::new));
  }

  /** In the fullest form that is taken. */
  private Outcome handOver(DeliveryAttempt attempt) {
    var fallback = new FormFallback(attempt, mergedPatientCheck);
    for (var round = 1; ; round++) {
      attempt.forgetRemarks();
      var plan = fitting.plan(handover(attempt, attempt.offer()));
      var tried = tried(plan, attempt);
      if (round == MOST_FORMS || tried.failure().isEmpty()) {
        return fallback.taken(tried.orElseThrow());
      }
      var end = fallback.after(tried.failure().get(), plan);
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  /**
   * The record in that form, or why not. A form is dozens of requests, and whichever of them is
   * refused, it is the form that is given up and the next that is tried: so an end of all that is
   * said for it is a value here.
   */
  private PartnerAnswer<Outcome> tried(WritePlan plan, DeliveryAttempt attempt) {
    try {
      return PartnerAnswer.of(carryOut(plan, attempt));
    } catch (ConversationEnded ended) {
      return PartnerAnswer.failed(ended.failure());
    }
  }

  private Outcome carryOut(WritePlan plan, DeliveryAttempt attempt) {
    new ExistingReferences(attempt, program).link(plan);
    return switch (plan.form()) {
      case GRAPH -> inTransaction.carryOut(plan, attempt);
      case SINGLE_WRITES, PARTS, DOCUMENT, MESSAGE -> sequentialWrites.carryOut(plan, attempt);
      case FHIR_MESSAGE -> messageWrite.carryOut(plan, attempt);
      case BY_HAND -> byHand(plan, attempt.offer());
    };
  }

  /**
   * What goes in no form goes by hand, whoever the participant is there. What an earlier attempt
   * may have written must be asked for all the same.
   *
   * @return empty where it goes, or may have gone
   */
  public Optional<ByHand> byHand(Permitted permitted, Offer offer) {
    if (permitted.delivery().inDoubt()) {
      return Optional.empty();
    }
    var plan = fitting.plan(handover(permitted, Work.NOT_KNOWN, NOBODY, offer));
    return plan.form() == Form.BY_HAND ? Optional.of(byHand(plan, offer)) : Optional.empty();
  }

  private static ByHand byHand(WritePlan plan, Offer offer) {
    return new ByHand(
        offer
            .foreignRelease()
            .map(version -> "its system speaks FHIR " + version + ", not 4.0")
            .orElse("its system takes this record in no form that we know"),
        plan.leftOut());
  }

  private Handover handover(DeliveryAttempt attempt, Offer offer) {
    var work = retirement.work(attempt).orElseThrow();
    var permitted = (Permitted) attempt.matched().decided();
    return handover(permitted, work, attempt.patient(), offer);
  }

  private Handover handover(Permitted permitted, Work work, String patient, Offer offer) {
    var opened = permitted.opened();
    return new Handover(
        permitted.disclosed(),
        permitted.audience().identifying(config.patients().identifierSystems()).having(work),
        patient,
        offer,
        earlier(opened),
        opened.consentsThere(),
        config.conduct().documents());
  }

  /** What it holds, and what it may hold: of that it is not known where it is. */
  private static List<HeldEdition> earlier(Opened opened) {
    return Stream.concat(
            opened.held().map(Writing::earlier).stream(),
            opened.unheard().stream().map(Writing::earlier))
        .toList();
  }

  private static HeldEdition earlier(UnconfirmedWrite unheard) {
    return new HeldEdition(
        unheard.record(),
        new Edition(unheard.record().version(), unheard.edition()),
        unheard.known(),
        unheard.form(),
        Optional.empty());
  }

  private static HeldEdition earlier(Held held) {
    return new HeldEdition(
        held.record(),
        new Edition(held.version(), held.edition()),
        held.known(),
        held.receipt().form(),
        Optional.of(held.receipt().main().reference()));
  }
}
