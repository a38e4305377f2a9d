package org.warmhandoff.fit;

import java.util.Set;

/** Every resource by itself, after those that it refers to. */
final class OneByOne implements Shape {

  @Override
  public Draft draft(Sheet sheet) {
    var lack =
        new MissingCapabilities(sheet.offer())
            .singleWrites(
                sheet.items().stream().filter(item -> !item.isAtOwnId()).map(Item::need).toList());
    return lack.map(Draft::none).orElseGet(() -> oneByOne(sheet));
  }

  private static Draft oneByOne(Sheet sheet) {
    var selection = EveryResource.of(sheet, new Tailor(sheet.offer().persona()));
    if (!selection.hasMain()) {
      return EveryResource.withoutMain(selection);
    }
    var ordered = Order.of(selection.kept(), Set.of());
    return new SupersededResources(sheet)
        .after(new Steps(sheet.offer()).alone(ordered), selection.leftOut());
  }
}
