package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.delivery.Operating.Moved;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.operate.BulkMoves;
import org.warmhandoff.operate.BulkMoves.MoveTargets;
import org.warmhandoff.operate.KnownPartners;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDeliveries.Filter;

/** Deliveries for those who operate the adapter: what became of each, and what they may do. */
@RestController
public final class DeliveriesController {

  private static final int MOST = 1000;

  private final JdbcDeliveries deliveries;
  private final JdbcAttempts attempts;
  private final BulkMoves moves;
  private final KnownPartners partners;

  /** A controller that answers from these tables. */
  public DeliveriesController(
      JdbcDeliveries deliveries, JdbcAttempts attempts, BulkMoves moves, KnownPartners partners) {
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.moves = moves;
    this.partners = partners;
  }

  /**
   * Some deliveries, in the order in which they were planned.
   *
   * @param next what to ask for as {@code after} to see more; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeliveryPage(List<DeliverySummary> deliveries, Long next) {}

  /** Those that are meant, a page at a time. */
  @GetMapping("/api/v1/deliveries")
  ResponseEntity<Object> find(
      @RequestParam Optional<String> partner,
      @RequestParam Optional<String> state,
      @RequestParam Optional<String> participant,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    var states = states(state);
    if (states.isEmpty()) {
      return Problems.invalid("state: expected one or more of " + stateWords() + ", with commas");
    }
    if (limit < 1 || limit > MOST) {
      return Problems.invalid("limit: expected a number from 1 to " + MOST);
    }
    if (after < 0) {
      return Problems.invalid("after: expected the number of a delivery");
    }
    if (partner.filter(partners::isUnknown).isPresent()) {
      return Problems.noSuchPartner();
    }
    var found = deliveries.find(new Filter(partner, states.get(), participant), after, limit);
    var more = found.size() == limit;
    return ResponseEntity.ok(
        new DeliveryPage(
            found.stream().map(DeliverySummary::of).toList(),
            more ? (Long) found.get(limit - 1).id() : null));
  }

  /** One with all its attempts. */
  @GetMapping("/api/v1/deliveries/{id}")
  ResponseEntity<Object> one(@PathVariable long id) {
    return deliveries
        .one(id)
        .<ResponseEntity<Object>>map(
            view ->
                ResponseEntity.ok(
                    new DeliveryDetail(
                        DeliverySummary.of(view), DeliveryDetail.attempts(attempts.of(id)))))
        .orElseGet(() -> Problems.notFound("There is no delivery of that number."));
  }

  /**
   * Which deliveries a move is meant for: these, or all that fit.
   *
   * @param dryRun says what would come of it and changes nothing; absent: false
   */
  record BulkSelection(
      List<Long> deliveries, String partner, String state, String participant, Boolean dryRun) {

    BulkSelection {
      dryRun = dryRun != null && dryRun;
    }
  }

  /** What came of a move, or would. */
  record BulkResult(boolean dryRun, List<MovedDelivery> moved) {}

  /** What came of a move of one delivery: where it went, or why it stays. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record MovedDelivery(
      long delivery,
      String partner,
      String kind,
      String record,
      int version,
      String from,
      String to,
      String why) {

    static MovedDelivery of(Moved moved) {
      var view = moved.delivery();
      return new MovedDelivery(
          view.id(),
          view.partner(),
          view.key().kind().word(),
          view.key().id(),
          view.version(),
          view.state().word(),
          moved.to().map(DeliveryState::word).orElse(null),
          moved.why());
    }
  }

  /**
   * Does something to them: {@code retry}, {@code release}, {@code cancel}, {@code handed-over}.
   */
  @PostMapping("/api/v1/deliveries/{move}")
  ResponseEntity<Object> move(
      @PathVariable String move, @RequestBody BulkSelection meant, Authentication operator) {
    var known = Stream.of(Move.values()).filter(one -> Words.word(one).equals(move)).findFirst();
    if (known.isEmpty()) {
      return Problems.notFound("Deliveries can be: " + words(Move.values()) + ".");
    }
    var selection = selection(meant);
    if (selection.isEmpty()) {
      return Problems.invalid(
          "name deliveries, or at least one of partner, state and participant; states are "
              + stateWords());
    }
    var moved =
        meant.dryRun()
            ? moves.dry(known.get(), selection.get())
            : moves.carryOut(known.get(), selection.get(), operator.getName());
    return moved
        .map(all -> new BulkResult(meant.dryRun(), all.stream().map(MovedDelivery::of).toList()))
        .<ResponseEntity<Object>>map(ResponseEntity::ok)
        .orElseGet(Problems::noSuchPartner);
  }

  /** Empty for a word that is no state, and where nothing is said that deliveries must fit. */
  private static Optional<MoveTargets> selection(BulkSelection meant) {
    if (meant.deliveries() != null && !meant.deliveries().isEmpty()) {
      return Optional.of(MoveTargets.of(meant.deliveries()));
    }
    return states(Optional.ofNullable(meant.state()))
        .map(
            states ->
                new Filter(
                    Optional.ofNullable(meant.partner()),
                    states,
                    Optional.ofNullable(meant.participant())))
        .map(MoveTargets::of)
        .filter(selection -> !selection.isEverything());
  }

  /** Empty for a word that is no state; no states for no word. */
  private static Optional<Set<DeliveryState>> states(Optional<String> said) {
    var words = said.map(text -> List.of(text.split(",", -1))).orElse(List.of());
    var states =
        Stream.of(DeliveryState.values())
            .filter(state -> words.contains(state.word()))
            .collect(Collectors.toUnmodifiableSet());
    return Optional.of(states).filter(known -> known.size() == Set.copyOf(words).size());
  }

  private static String stateWords() {
    return words(DeliveryState.values());
  }

  private static String words(Enum<?>[] all) {
    return Arrays.stream(all).map(Words::word).collect(Collectors.joining(", "));
  }
}
