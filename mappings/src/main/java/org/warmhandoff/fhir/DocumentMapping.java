package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.fhir.paper.Rendition;
import org.warmhandoff.terminology.Code;

/** A record's paper to R4 DocumentReference, in the order of the FHIR page. */
final class DocumentMapping {

  private static final Code CLINICAL_NOTE =
      new Code(
          "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
          "clinical-note",
          "Clinical Note");

  private static final String DOCUMENT = "document";

  private final MappingContext context;

  DocumentMapping(MappingContext context) {
    this.context = context;
  }

  /**
   * One document for each version, in that form: partners keep documents and do not change them.
   *
   * @param replaced the edition whose document the partner holds
   */
  DocumentReference perVersion(Paper paper, DocumentFormat format, Optional<Edition> replaced) {
    var record = paper.record();
    var logical = context.program().identifier(record.kind().word(), record.id());
    var document = document(paper, format, context.ofEdition(DOCUMENT), logical);
    replaced
        .map(edition -> context.program().identifier(DOCUMENT, record, edition))
        .map(before -> Fhir.logical("DocumentReference", before))
        .ifPresent(
            before ->
                document
                    .addRelatesTo()
                    .setCode(DocumentRelationshipType.REPLACES)
                    .setTarget(before));
    return document;
  }

  /** One document for all versions, written over with each. */
  DocumentReference report(Paper paper, Identifier identifier) {
    return document(paper, DocumentFormat.HTML, identifier, context.ofEdition("version"));
  }

  private DocumentReference document(
      Paper paper, DocumentFormat format, Identifier identifier, Identifier second) {
    var record = paper.record();
    var labels = Labels.of(context.sensitivities());
    var document = new DocumentReference();
    document.setMeta(Profiles.meta(Profiles.DOCUMENT_REFERENCE, labels));
    document.setText(
        Narratives.of(description(paper), Stream.of(line(paper.content().banner().risk()))));
    document
        .setMasterIdentifier(context.ofEdition(DOCUMENT))
        .addIdentifier(identifier)
        .addIdentifier(second)
        .setStatus(status(paper))
        .setDocStatus(paper.status())
        .setType(paper.type())
        .addCategory(CLINICAL_NOTE.concept())
        .setSubject(context.subject())
        .setDateElement(Fhir.instant(record.recordedAt()))
        .addAuthor(author(paper))
        .setCustodian(Fhir.program(context.program()))
        .setDescription(description(paper));
    labels.forEach(label -> document.addSecurityLabel().addCoding(label));
    document.addContent(
        new DocumentReferenceContentComponent(Rendition.of(context, paper, format).attachment()));
    return document;
  }

  private static DocumentReferenceStatus status(Paper paper) {
    return paper.status() == ReferredDocumentStatus.ENTEREDINERROR
        ? DocumentReferenceStatus.ENTEREDINERROR
        : DocumentReferenceStatus.CURRENT;
  }

  private Reference author(Paper paper) {
    return paper
        .author()
        .map(staff -> context.staff(staff))
        .orElseGet(() -> Fhir.program(context.program()));
  }

  private String description(Paper paper) {
    var record = paper.record();
    return Wording.joined(paper.content().banner().label(), context.time(record.recordedAt()));
  }
}
