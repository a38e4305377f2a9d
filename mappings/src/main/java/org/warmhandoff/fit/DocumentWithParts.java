package org.warmhandoff.fit;

import static java.util.stream.Collectors.toCollection;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;

/** The resources that the partner takes, each by itself, after the document, which has it all. */
final class DocumentWithParts implements Shape {

  private static final String DOCUMENT = "DocumentReference";

  @Override
  public Draft draft(Sheet sheet) {
    var selection = selection(sheet, sheet.ofEdition("document"));
    // Asked first: to make a document takes long, and here it would be for nothing.
    return selection.kept().isEmpty()
        ? Draft.none("nothing is taken there to stand beside the document")
        : Documents.draft(sheet, (document, cut) -> withParts(sheet, selection, document, cut));
  }

  private static Draft withParts(
      Sheet sheet, Selection selection, DomainResource document, List<String> cut) {
    selection.leftOut().elements(cut);
    var steps = new Steps(sheet.offer());
    var first = steps.perVersion(document, sheet.ofEdition("document"), !selection.hasMain());
    var parts = Order.of(selection.kept(), Set.of(first.fullUrl()));
    return new SupersededResources(sheet)
        .after(
            Stream.concat(Stream.of(first), steps.alone(parts).stream()).toList(),
            selection.leftOut());
  }

  private static Selection selection(Sheet sheet, Identifier document) {
    var selection = new Selection(toDocument(sheet.items(), document));
    selection.leaveOut(Item::isAtOwnId, "not without the others");
    selection.leaveOut(item -> item.type().equals(DOCUMENT), "the document takes its place");
    selection.leaveOutWhatLacks(new MissingCapabilities(sheet.offer()));
    selection.tailor(new Tailor(sheet.offer().persona()), true);
    var needed = needed(selection.kept());
    selection.leaveOut(
        item -> !needed.contains(item.fullUrl()), "nothing that is sent refers to it");
    return selection;
  }

  /** What refers to the document that is written over refers to the one of this version. */
  private static List<Item> toDocument(List<Item> items, Identifier document) {
    var reports = items.stream().filter(item -> item.type().equals(DOCUMENT)).toList();
    return items.stream().map(item -> toDocument(item, reports, document)).toList();
  }

  private static Item toDocument(Item item, List<Item> reports, Identifier document) {
    var moved = item;
    for (var report : reports) {
      moved = moved.with(References.moved(moved.resource(), report.fullUrl(), document));
    }
    return moved;
  }

  /** The full URLs of what says something by itself, and of what that refers to. */
  private static Set<String> needed(List<Item> items) {
    if (items.stream().allMatch(item -> item.takenBack() || Item.isBesideOthers(item.type()))) {
      return Set.of();
    }
    var needed =
        items.stream()
            .filter(item -> item.takenBack() || !Item.isBesideOthers(item.type()))
            .map(Item::fullUrl)
            .collect(toCollection(HashSet::new));
    var before = 0;
    while (before < needed.size()) {
      before = needed.size();
      needed.addAll(referredTo(items, needed));
    }
    return needed;
  }

  private static Set<String> referredTo(List<Item> items, Set<String> needed) {
    var found = new HashSet<String>();
    items.stream()
        .filter(item -> needed.contains(item.fullUrl()))
        .forEach(item -> found.addAll(References.of(item.resource())));
    return found;
  }
}
