package org.warmhandoff.cli.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.record.ProgramRecord;

/** Records as one bundle, each resource once. */
final class Bundles {

  /** A resource, and the record that says it. */
  private record RecordEntry(ProgramRecord by, BundleEntryComponent entry) {

    /** Of one record the higher version counts; of two the one that was written down later. */
    private static RecordEntry newer(RecordEntry one, RecordEntry other) {
      var same = one.by.kind() == other.by.kind() && one.by.id().equals(other.by.id());
      var later =
          same
              ? other.by.version() > one.by.version()
              : other.by.recordedAt().isAfter(one.by.recordedAt());
      return later ? other : one;
    }
  }

  private final RecordSetMapping mapping;
  private final OutputForm form;
  private final Progress progress;

  Bundles(RecordSetMapping mapping, OutputForm form, Progress progress) {
    this.mapping = mapping;
    this.form = form;
    this.progress = progress;
  }

  Bundle of(List<ProgramRecord> records) {
    var entries = new LinkedHashMap<String, RecordEntry>();
    for (var done = 0; done < records.size(); done++) {
      progress.step("mapped", done, records.size());
      add(records.get(done), entries);
    }
    var type = form == OutputForm.GRAPH ? BundleType.TRANSACTION : BundleType.COLLECTION;
    var bundle = new Bundle().setType(type);
    entries.values().forEach(one -> bundle.addEntry(one.entry()));
    return bundle;
  }

  private void add(ProgramRecord record, Map<String, RecordEntry> entries) {
    entries(record)
        .forEach(
            entry ->
                entries.merge(
                    entry.getFullUrl(), new RecordEntry(record, entry), RecordEntry::newer));
  }

  private List<BundleEntryComponent> entries(ProgramRecord record) {
    return switch (form) {
      case GRAPH -> mapping.graph(record).transaction().getEntry();
      case DOCUMENT -> {
        var document = mapping.document(record);
        yield List.of(entry(document, document.getIdentifierFirstRep()));
      }
      case MESSAGE -> {
        var message = mapping.message(record);
        yield List.of(entry(message, message.getIdentifierFirstRep()));
      }
    };
  }

  private static BundleEntryComponent entry(DomainResource resource, Identifier identifier) {
    var url = new Entry(resource, Write.CREATE_ONCE, identifier).fullUrl();
    return new BundleEntryComponent().setFullUrl(url).setResource(resource);
  }
}
