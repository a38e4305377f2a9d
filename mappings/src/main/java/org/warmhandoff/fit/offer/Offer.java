package org.warmhandoff.fit.offer;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Interactions.ConditionalWrite;
import org.warmhandoff.record.RecordKind;

/**
 * What a partner takes: what its CapabilityStatement says, under what is configured of it, without
 * what it has refused in practice. Immutable.
 */
public final class Offer {

  private final Statement statement;
  private final Persona persona;
  private final Set<Refusal> refused;

  private Offer(Statement statement, Persona persona, Set<Refusal> refused) {
    this.statement = statement;
    this.persona = persona;
    this.refused = Set.copyOf(refused);
  }

  /** What the statement says. */
  public static Offer of(CapabilityStatement statement) {
    return new Offer(Statement.of(statement), PersonaReader.plain(), Set.of());
  }

  /** The same under other rules than before. Where they say something, the statement does not. */
  public Offer under(Persona rules) {
    return new Offer(statement, rules, refused);
  }

  /** The same without these also. Nothing that is configured brings back what was refused. */
  public Offer without(Collection<Refusal> refusals) {
    var all = new HashSet<>(refused);
    all.addAll(refusals);
    return new Offer(statement, persona, all);
  }

  /** The same before anything was refused. */
  public Offer asAdvertised() {
    return new Offer(statement, persona, Set.of());
  }

  /** The rules that hold; elements that were refused are among those that are never sent. */
  public Persona persona() {
    return persona.without(
        refused.stream().flatMap(one -> one.element().stream()).collect(toUnmodifiableSet()));
  }

  /**
   * The release of FHIR that it speaks and we do not, such as {@code 3.0.2}; empty where we can
   * talk: R4 is 4.0, and what else comes near enough the persona says.
   */
  public Optional<String> foreignRelease() {
    return statement.fhirVersion().filter(version -> !persona.takes().speaks(version));
  }

  /** The formats of documents that people there can see and that were not refused, best first. */
  public List<DocumentFormat> formats() {
    var shown = persona.documents().formats();
    return (shown.isEmpty() ? List.of(DocumentFormat.values()) : shown)
        .stream().filter(format -> !refused.contains(Refusal.ofFormat(format))).toList();
  }

  /** Whether writes can travel together, all or none. */
  public boolean transactions() {
    return foreignRelease().isEmpty()
        && !isRefused("", "transaction")
        && persona.takes().transactions().orElseGet(() -> statement.does("transaction"));
  }

  /** Whether those of a record of that kind can. */
  public boolean transactions(RecordKind kind) {
    return transactions() && !refused.contains(Refusal.ofTransactions(kind));
  }

  /** Whether requests can travel together, each by itself. */
  public boolean batches() {
    return foreignRelease().isEmpty()
        && !isRefused("", "batch")
        && persona.takes().batches().orElseGet(() -> statement.does("batch"));
  }

  public boolean creates(String type) {
    return does(type, "create");
  }

  public boolean reads(String type) {
    return does(type, "read");
  }

  public boolean updates(String type) {
    return does(type, "update");
  }

  public boolean patches(String type) {
    return does(type, "patch");
  }

  /** Whether such resources can be searched for, by whatever parameter. */
  public boolean searches(String type) {
    return does(type, "search-type") && !isRefused(type, "search");
  }

  /**
   * Whether such resources can be searched for by that parameter. Where a statement names no
   * parameter of a type at all, what every US Core server must know is believed of it; where it
   * names some, it names them all, beside those that it names for all types.
   */
  public boolean searches(String type, String parameter) {
    return searches(type)
        && !isRefused(type, "search:" + parameter)
        && !persona.searches().never(type).contains(parameter)
        && statement.searches(type, parameter);
  }

  /**
   * Whether such searches bring along what that leads to, such as {@code Task:focus}; only where
   * the statement says so.
   *
   * @see <a href="https://hl7.org/fhir/R4/search.html#include">_include</a>
   */
  public boolean includes(String type, String path) {
    return searches(type) && statement.type(type).includes().contains(path);
  }

  /** Whether what was written can be found again: by our identifier, or on its patient. */
  public boolean finds(String type) {
    return searchesNeedPatient(type)
        ? searches(type, "patient")
        : searches(type, "identifier") || searches(type, "patient");
  }

  /** Whether a search without a patient is refused. */
  public boolean searchesNeedPatient(String type) {
    return persona.searches().needPatient().contains(type);
  }

  /** Whether {@code If-None-Exist} keeps such resources from being there twice. */
  public boolean conditionalCreates(String type) {
    return creates(type)
        && !isRefused(type, "conditional-create")
        && isConditional(ConditionalWrite.CREATE, type, statement.type(type).conditionalCreate());
  }

  /** Whether such resources can be written over by their identifier. */
  public boolean conditionalUpdates(String type) {
    return updates(type)
        && !isRefused(type, "conditional-update")
        && isConditional(ConditionalWrite.UPDATE, type, statement.type(type).conditionalUpdate());
  }

  /** Whether somebody else may name the ids of such resources. */
  public boolean updateCreates(String type) {
    return updates(type)
        && !isRefused(type, "update-create")
        && statement.type(type).updateCreate();
  }

  /**
   * Whether that operation is offered.
   *
   * @param name with or without its dollar, such as {@code $match}
   */
  public boolean operation(String type, String name) {
    var bare = name.replaceFirst("^[$]", "");
    return foreignRelease().isEmpty()
        && !isRefused(type, "$" + bare)
        && statement.type(type).operations().contains(bare);
  }

  /**
   * The canonicals of topics, without versions, that can be subscribed to there.
   *
   * @see <a href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/">Subscriptions R5
   *     Backport</a>
   */
  public Set<String> subscriptionTopics() {
    return foreignRelease().isEmpty() ? statement.topics() : Set.of();
  }

  /**
   * Whether it may be asked what a subscription to a topic has told of: where it says that it does
   * that, or nothing of what can be done with subscriptions, and has not refused it.
   *
   * @see <a
   *     href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/OperationDefinition-backport-subscription-events.html">$events</a>
   */
  public boolean mayTellEvents() {
    return foreignRelease().isEmpty()
        && !isRefused("Subscription", "$events")
        && (operation("Subscription", "events")
            || statement.type("Subscription").operations().isEmpty());
  }

  /** Whether messages of FHIR messaging are taken. */
  public boolean processesMessages() {
    return foreignRelease().isEmpty() && !isRefused("", "$process-message") && statement.messages();
  }

  private boolean does(String type, String interaction) {
    var ofType = persona.takes().type(type);
    return foreignRelease().isEmpty()
        && !isRefused(type, interaction)
        && !ofType.never().contains(interaction)
        && ofType
            .interactions()
            .orElseGet(() -> statement.type(type).interactions())
            .contains(interaction);
  }

  /** A condition is a search by identifier: where that is not trusted, neither is this. */
  private boolean isConditional(ConditionalWrite write, String type, boolean declared) {
    return !persona.searches().never(type).contains("identifier")
        && persona.takes().conditionalWrites().map(kept -> kept.contains(write)).orElse(declared);
  }

  private boolean isRefused(String type, String interaction) {
    return refused.contains(new Refusal(type, interaction));
  }
}
