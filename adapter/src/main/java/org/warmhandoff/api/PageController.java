package org.warmhandoff.api;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.operate.PrintedPages;
import org.warmhandoff.store.JdbcDeliveries;

/** The page of a record that somebody prints and brings. */
@RestController
public final class PageController {

  private final JdbcDeliveries deliveries;
  private final PrintedPages pages;

  /** Pages of these deliveries. */
  public PageController(JdbcDeliveries deliveries, PrintedPages pages) {
    this.deliveries = deliveries;
    this.pages = pages;
  }

  /** The page of that delivery, as PDF, or as HTML where a PDF cannot show every character. */
  @GetMapping("/api/v1/deliveries/{id}/page")
  ResponseEntity<Object> page(@PathVariable long id, Authentication operator) {
    var view = deliveries.one(id);
    if (view.isEmpty()) {
      return Problems.notFound("There is no delivery of that number.");
    }
    return pages
        .page(view.get(), operator.getName())
        .map(
            page ->
                ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(page.getContentType()))
                    .<Object>body(page.getData()))
        .orElseGet(() -> Problems.notFound("Consent does not allow that it is told there."));
  }
}
