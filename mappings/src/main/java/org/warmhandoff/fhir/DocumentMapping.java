package org.warmhandoff.fhir;

import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.terminology.Code;

/** A record's paper to R4 DocumentReference, in the order of the FHIR page. */
final class DocumentMapping {

  private static final Code CLINICAL_NOTE =
      new Code(
          "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
          "clinical-note",
          "Clinical Note");

  private final Telling telling;

  DocumentMapping(Telling telling) {
    this.telling = telling;
  }

  /** One document for each version: partners keep documents and do not change them. */
  DocumentReference perVersion(Paper paper) {
    var record = paper.record();
    var logical = telling.program().identifier(record.kind().word(), record.id());
    return document(paper, ofVersion(record), logical);
  }

  /** One document for all versions, written over with each. */
  DocumentReference report(Paper paper, Identifier identifier) {
    return document(paper, identifier, Fhir.version(telling.program(), paper.record()));
  }

  private Identifier ofVersion(ProgramRecord record) {
    return telling
        .program()
        .identifier(record.kind().word() + "-document", record.id() + "-v" + record.version());
  }

  private DocumentReference document(Paper paper, Identifier identifier, Identifier second) {
    var record = paper.record();
    var labels = Labels.of(record.sensitivities());
    var document = new DocumentReference();
    document.setMeta(Profiles.meta(Profiles.DOCUMENT_REFERENCE, labels));
    document
        .setMasterIdentifier(ofVersion(record))
        .addIdentifier(identifier)
        .addIdentifier(second)
        .setStatus(status(paper))
        .setDocStatus(paper.status())
        .setType(paper.type())
        .addCategory(CLINICAL_NOTE.concept())
        .setSubject(telling.subject())
        .setDateElement(Fhir.instant(record.recordedAt()))
        .addAuthor(author(paper, document))
        .setCustodian(Fhir.program(telling.program()))
        .setDescription(description(paper));
    labels.forEach(label -> document.addSecurityLabel().addCoding(label));
    document.addContent(new DocumentReferenceContentComponent(attachment(paper)));
    return document;
  }

  private static DocumentReferenceStatus status(Paper paper) {
    return paper.status() == ReferredDocumentStatus.ENTEREDINERROR
        ? DocumentReferenceStatus.ENTEREDINERROR
        : DocumentReferenceStatus.CURRENT;
  }

  private Reference author(Paper paper, DocumentReference document) {
    return paper
        .author()
        .map(staff -> Fhir.staff(telling, staff, document, "author"))
        .orElseGet(() -> Fhir.program(telling.program()));
  }

  private String description(Paper paper) {
    var record = paper.record();
    return "%s, version %d, of %s"
        .formatted(paper.content().title(), record.version(), telling.time(record.recordedAt()));
  }

  private Attachment attachment(Paper paper) {
    return new Attachment()
        .setContentType("text/html")
        .setData(Page.html(telling, paper))
        .setTitle(paper.content().title())
        .setCreationElement(Fhir.time(paper.record().recordedAt()));
  }
}
