package org.warmhandoff.fit;

import java.util.List;
import java.util.Optional;

/** Every resource in one transaction. */
final class WholeGraph implements Shape {

  @Override
  public Draft draft(Sheet sheet) {
    var lack =
        new MissingCapabilities(sheet.offer())
            .graph(
                sheet.handover().record().kind(),
                sheet.items().stream().filter(item -> !item.isAtOwnId()).map(Item::need).toList());
    return lack.map(Draft::none).orElseGet(() -> together(sheet));
  }

  private static Draft together(Sheet sheet) {
    var tailor = new Tailor(sheet.offer().persona());
    var selection = EveryResource.of(sheet, tailor);
    if (!selection.hasMain()) {
      return EveryResource.withoutMain(selection);
    }
    var steps = Steps.together(selection.kept());
    var plan = new WritePlan(Form.GRAPH, steps, List.of(), List.of(), List.of());
    return tooLarge(tailor, sheet.offer().persona().wire().mostEntries(), plan)
        .map(Draft::none)
        .orElseGet(() -> new SupersededResources(sheet).after(steps, selection.leftOut()));
  }

  private static Optional<String> tooLarge(Tailor tailor, Optional<Integer> most, WritePlan plan) {
    var transaction = plan.transaction();
    if (!tailor.fits(transaction)) {
      return Optional.of("the transaction is larger than what is taken there");
    }
    return most.filter(entries -> entries < transaction.getEntry().size())
        .map(entries -> "the transaction has more than the " + entries + " entries taken there");
  }
}
