package org.warmhandoff.model;

import static org.warmhandoff.model.Fate.ARRIVES;
import static org.warmhandoff.model.Fate.ARRIVES_LATE;
import static org.warmhandoff.model.Fate.DIES_AND_ARRIVES_LATE;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.testing.Bridge;

/**
 * Whatever is submitted, answered, lost, killed and operated in whatever order: nothing is lost,
 * nothing goes twice, nothing goes over a newer one, nothing is told without consent, emergencies
 * go first, and what does not go on is seen.
 */
class OutboxModelTest {

  private static final int STEPS = 60;

  @Property(tries = 40, seed = "7", shrinking = ShrinkingMode.BOUNDED)
  void whatMustNeverHappenDoesNot(@ForAll("lines") ActionChain<LineModel> chain) {
    var line = chain.withInvariant(LineModel::check).run();
    line.end();
    line.close();
  }

  /** One event at one partner, so that versions of it meet as often as can be. */
  @Property(tries = 100, seed = "9", shrinking = ShrinkingMode.BOUNDED)
  void aWriteThatIsCarriedOutLateIsNeverWhatIsThereInTheEnd(
      @ForAll("lateWrites") ActionChain<LineModel> chain) {
    var line = chain.withInvariant(LineModel::check).run();
    line.end();
    line.close();
  }

  @Example
  void aLateWriteOfAnOlderVersionIsPutRight() {
    for (var severity : List.of("urgent", "emergency")) {
      var line = withOneParticipant();
      line.submitEvent(1, severity);
      deliver(line, ARRIVES_LATE);
      line.pass(Bridge.FIRST_PAUSE);
      deliver(line, ARRIVES);
      line.submitEvent(1, severity);
      deliver(line, ARRIVES);
      line.check();
      line.end();
      line.close();
    }
  }

  @Provide
  Arbitrary<ActionChain<LineModel>> lateWrites() {
    var severities = Arbitraries.of("urgent", "emergency");
    var times = Arbitraries.of(2, 2, 5, 15).map(Duration::ofSeconds);
    var fates = Arbitraries.of(ARRIVES, ARRIVES, ARRIVES_LATE, DIES_AND_ARRIVES_LATE);
    return ActionChain.startWith(OutboxModelTest::withOneParticipant)
        .withAction(
            2, of(severities.map(how -> step("event " + how, line -> line.submitEvent(1, how)))))
        .withAction(6, of(fates.map(fate -> step("deliver " + fate, line -> deliver(line, fate)))))
        .withAction(3, of(times.map(time -> step("pass " + time, line -> line.pass(time)))))
        .withMaxTransformations(20);
  }

  private static void deliver(LineModel line, Fate fate) {
    line.claim(0, "psychiatry");
    line.carryOut(0, fate);
  }

  private static LineModel withOneParticipant() {
    var line = new LineModel();
    line.submitParticipant(1, true);
    return line;
  }

  @Provide
  Arbitrary<ActionChain<LineModel>> lines() {
    return ActionChain.startWith(LineModel::new)
        .withAction(4, of(submissions()))
        .withAction(6, of(claims()))
        .withAction(8, of(fates()))
        .withAction(2, of(times()))
        .withAction(1, of(restarts()))
        .withAction(1, of(moves()))
        .withMaxTransformations(STEPS);
  }

  private static Action.Independent<LineModel> of(Arbitrary<Transformer<LineModel>> steps) {
    return () -> steps;
  }

  private static Arbitrary<Integer> participants() {
    return Arbitraries.integers().between(1, LineModel.PARTICIPANTS);
  }

  private static Arbitrary<Transformer<LineModel>> submissions() {
    var consents = Arbitraries.of(true, true, true, false);
    var severities = Arbitraries.of("watch", "urgent", "emergency", "emergency");
    var withdrawn = Arbitraries.of(false, false, false, true);
    return Arbitraries.oneOf(
        Combinators.combine(participants(), consents)
            .as(
                (who, yes) ->
                    step("participant " + who + " " + yes, l -> l.submitParticipant(who, yes))),
        Combinators.combine(participants(), withdrawn)
            .as((who, over) -> step("plan " + who + " " + over, l -> l.submitPlan(who, over))),
        Combinators.combine(participants(), severities)
            .as((who, how) -> step("event " + who + " " + how, l -> l.submitEvent(who, how))));
  }

  private static Arbitrary<Transformer<LineModel>> claims() {
    return Combinators.combine(nodes(), Arbitraries.of(LineModel.PARTNERS))
        .as((node, partner) -> step("claim " + node + " " + partner, l -> l.claim(node, partner)));
  }

  private static Arbitrary<Transformer<LineModel>> fates() {
    var likely = Arbitraries.of(Fate.ARRIVES);
    var any = Arbitraries.of(Fate.values());
    return Combinators.combine(which(), Arbitraries.oneOf(likely, any))
        .as((one, fate) -> step("carry out " + one + " " + fate, l -> l.carryOut(one, fate)));
  }

  private static Arbitrary<Transformer<LineModel>> times() {
    return Arbitraries.of(1, 5, 30, 90, 1200)
        .map(seconds -> step("pass " + seconds + " s", l -> l.pass(Duration.ofSeconds(seconds))));
  }

  private static Arbitrary<Transformer<LineModel>> restarts() {
    return nodes().map(node -> step("restart " + node, l -> l.restart(node)));
  }

  private static Arbitrary<Transformer<LineModel>> moves() {
    return Combinators.combine(Arbitraries.of(Move.values()), which())
        .as((move, one) -> step(move + " " + one, l -> l.operate(move, one)));
  }

  private static Arbitrary<Integer> nodes() {
    return Arbitraries.integers().between(0, 1);
  }

  private static Arbitrary<Integer> which() {
    return Arbitraries.integers().between(0, 40);
  }

  private static Transformer<LineModel> step(
      String name, java.util.function.Consumer<LineModel> work) {
    return Transformer.mutate(name, work);
  }
}
