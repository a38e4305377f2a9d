package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Referral;
import org.warmhandoff.terminology.Terminology;

/**
 * How FHIR says what the program says. Pure: the same record gives the same resources for ever.
 * Says what is disclosed, and knows of no more.
 */
public final class Mappings {

  private final Program program;
  private final Terminology terminology;
  private final RedisclosureNotice notice;

  /** Mappings that speak for that program, in these words, with the short notice. */
  public Mappings(Program program, Terminology terminology) {
    this(program, terminology, RedisclosureNotice.shortOne());
  }

  /**
   * The same with a notice of the program's choice.
   *
   * @param notice goes along with what falls under 42 CFR Part 2
   */
  public Mappings(Program program, Terminology terminology, RedisclosureNotice notice) {
    this.program = requireNonNull(program);
    this.terminology = requireNonNull(terminology);
    this.notice = requireNonNull(notice);
  }

  /** The record as resources of their own kinds. */
  public Graph graph(Disclosed disclosed, Audience audience) {
    return TestMark.on(mapping(context(disclosed, audience)).graph(), disclosed.participant());
  }

  /**
   * The record for a receiver that was told something before: with it goes what is not said any
   * more, and what may not be told any more, each taken back.
   *
   * @param graph of what is disclosed
   */
  public Graph replacing(
      Graph graph, Disclosed disclosed, FormerDisclosure former, Audience audience) {
    var stillDisclosed = disclosed.of(former.version()).map(version -> graph(version, audience));
    var replacing = stillDisclosed.map(graph::replacing).orElse(graph);
    var all =
        former
            .then()
            .map(
                then ->
                    replacing.withdrawing(
                        graph(then, audience), stillDisclosed, former.contactsStay()))
            .map(rest -> rest.withdrawing(ended(former, context(disclosed, audience))))
            .orElse(replacing);
    return TestMark.on(all, disclosed.participant());
  }

  /**
   * What a receiver was told of a version of which nothing may be told any more: what each resource
   * is found by, and that it does not hold. The main one is the first; contacts of the participant
   * that other records may name are none of it, and of the consents only those that nothing rests
   * on any more.
   */
  public List<Entry> retired(FormerDisclosure former, Audience audience) {
    return former.then().stream()
        .flatMap(
            then ->
                TestMark.on(
                    Stream.concat(
                            graph(then, audience).retired(former.contactsStay()),
                            ended(former, context(then, audience)).stream())
                        .toList(),
                    then.participant())
                    .stream())
        .toList();
  }

  private static List<Entry> ended(FormerDisclosure former, MappingContext context) {
    return former.endedConsents().stream().map(id -> ConsentMapping.ended(id, context)).toList();
  }

  /**
   * The record as one document that a person can read, for partners that hold nothing else.
   *
   * @param format what is wished for; {@code attachment.contentType} says what it became, as a page
   *     takes the place of a PDF that could not show every character
   * @param held the edition whose document the receiver has, and this one takes the place of
   */
  public DocumentReference document(
      Disclosed disclosed, Audience audience, DocumentFormat format, Optional<Edition> held) {
    var context = context(disclosed, audience);
    return TestMark.on(
        new DocumentMapping(context).perVersion(mapping(context).paper(), format, held),
        disclosed.participant());
  }

  /** The record as a message, for partners that read messages and file nothing. */
  public Communication message(Disclosed disclosed, Audience audience) {
    var context = context(disclosed, audience);
    return TestMark.on(
        new MessageMapping(context).message(mapping(context).paper()), disclosed.participant());
  }

  /** An accounting of disclosures: a collection of AuditEvents, one for each. */
  public Bundle accounting(List<AccountedDisclosure> disclosures) {
    return new AccountingMapping(program, terminology).bundle(disclosures);
  }

  private MappingContext context(Disclosed disclosed, Audience audience) {
    return MappingContext.of(disclosed, program, terminology, notice, audience);
  }

  private static Mapping mapping(MappingContext context) {
    var record = context.disclosed().record();
    if (record instanceof CrisisPlan plan) {
      return new CrisisPlanMapping(context, plan);
    }
    if (record instanceof CrisisEvent event) {
      return new CrisisEventMapping(context, event);
    }
    if (record instanceof Referral referral) {
      return new ReferralMapping(context, referral);
    }
    throw new IllegalArgumentException(record.key() + " is not told: participants never are");
  }
}
