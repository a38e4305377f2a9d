package org.warmhandoff.cli.tools;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.Disclosure.Nothing;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/** Tells records of a pile to somebody who may know this, under these consents. */
final class RecordSetMapping {

  private final Mappings mappings;
  private final Disclosures disclosures;
  private final RecordSet pile;
  private final Set<Sensitivity> records;
  private final List<String> under;

  /**
   * A teller of all records of the pile.
   *
   * @param under ids of consents
   * @throws Unusable where one of the records may not be told, or there is no such consent
   */
  RecordSetMapping(
      Mappings mappings, RecordSet pile, Set<Sensitivity> records, List<String> under) {
    this.mappings = mappings;
    this.disclosures = new Disclosures(SubstanceUseWords.shipped(), StateLaw.NONE, Set.of());
    this.pile = pile;
    this.records = Set.copyOf(records);
    this.under = List.copyOf(under);
    var problems = new ArrayList<String>();
    pile.records().stream()
        .filter(record -> disclosure(record) instanceof Nothing)
        .map(record -> record.key() + " holds more than may be told (--told)")
        .forEach(problems::add);
    under.stream()
        .filter(id -> pile.records().stream().noneMatch(record -> consent(record, id).isPresent()))
        .map(id -> "no participant in the files has the consent " + id + " (--under)")
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new Unusable(problems);
    }
  }

  /** As it goes to a partner that holds the version before, if that is in the files. */
  Graph graph(ProgramRecord record) {
    var graph = alone(record);
    return before(record).map(this::alone).map(graph::replacing).orElse(graph);
  }

  private Graph alone(ProgramRecord record) {
    return mappings.graph(disclosed(record), Audience.ANYBODY);
  }

  private Optional<ProgramRecord> before(ProgramRecord record) {
    return pile.records().stream()
        .filter(one -> one.kind() == record.kind() && one.id().equals(record.id()))
        .filter(one -> one.version() < record.version())
        .max(Comparator.comparing(ProgramRecord::version));
  }

  DocumentReference document(ProgramRecord record) {
    return document(record, DocumentFormat.HTML);
  }

  Communication message(ProgramRecord record) {
    return mappings.message(disclosed(record), Audience.ANYBODY);
  }

  /** The document itself. */
  Attachment paper(ProgramRecord record, DocumentFormat format) {
    return document(record, format).getContentFirstRep().getAttachment();
  }

  private DocumentReference document(ProgramRecord record, DocumentFormat format) {
    return mappings.document(
        disclosed(record),
        Audience.ANYBODY,
        format,
        before(record).map(one -> Edition.first(one.version())));
  }

  private Participant participant(ProgramRecord record) {
    return pile.participantOf(record);
  }

  private Disclosed disclosed(ProgramRecord record) {
    return (Disclosed) disclosure(record);
  }

  /** As it was when the record was written down. */
  private Disclosure disclosure(ProgramRecord record) {
    return disclosures.supposing(
        record,
        participant(record),
        records,
        under.stream().flatMap(id -> consent(record, id).stream()).toList(),
        new Circumstances(record.recordedAt(), ZoneOffset.UTC));
  }

  private Optional<Consent> consent(ProgramRecord record, String id) {
    return participant(record).consent(id);
  }
}
