package org.warmhandoff.fit;

/** The resources of a record, all of them but for what a partner lets nobody send. */
final class EveryResource {

  private EveryResource() {}

  static Selection of(Sheet sheet, Tailor tailor) {
    var selection = new Selection(sheet.items());
    var offer = sheet.offer();
    selection.leaveOut(
        item -> item.isAtOwnId() && !offer.updateCreates(item.type()),
        "its id cannot be given there");
    selection.tailor(tailor, false);
    selection.unlink();
    return selection;
  }

  static Draft withoutMain(Selection selection) {
    return Draft.none(
        "not without what is left out: " + String.join(", ", selection.leftOut().sorted()));
  }
}
