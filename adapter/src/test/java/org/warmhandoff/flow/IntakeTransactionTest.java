package org.warmhandoff.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.IntakeAnswer.Accepted;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.flow.port.Addressing;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** The real routes from the door to the outbox are one transaction. */
class IntakeTransactionTest {

  private static final RecordReader READER = new RecordReader();

  private final Store store = Store.inMemory();
  private final Bridge bridge =
      new Bridge(store, Partners.near(), new SettableClock("2026-11-21T12:00:00Z"));
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void close() {
    camel.stop();
    store.close();
  }

  private ProducerTemplate line(UnaryOperator<Addressing> addressing, Outbox outbox)
      throws Exception {
    camel.getRegistry().bind("required", new SpringTransactionPolicy(store.transactions()));
    camel.addRoutes(
        new IntakeRoute(submission -> READER.read(submission.body()), bridge.records()));
    camel.addRoutes(new ShareRoute(addressing.apply(bridge.addressing()), bridge.gate(), outbox));
    camel.start();
    return camel.createProducerTemplate();
  }

  private IntakeAnswer submit(ProducerTemplate line, RecordSheet sheet) {
    return line.requestBody(
        Stations.INTAKE.resolve(camel), new Submission(sheet.bytes()), IntakeAnswer.class);
  }

  @Test
  void aRecordIsAcceptedWithItsDeliveries() throws Exception {
    var line = line(UnaryOperator.identity(), bridge.worker());
    submit(line, dana());

    var answer = submit(line, plan());

    assertThat(answer).isEqualTo(new Accepted(plan().<ProgramRecord>record().key()));
    assertThat(bridge.plan(1)).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void whatBreaksAfterTheStoreLeavesNothing() throws Exception {
    bridge.submit(dana());
    var line =
        line(
            real ->
                stored -> {
                  throw new IllegalStateException("the map of the partners is lost");
                },
            bridge.worker());

    assertThatThrownBy(() -> submit(line, plan())).isInstanceOf(CamelExecutionException.class);

    assertThat(bridge.states().versions(RecordKind.CRISIS_PLAN, "CP-1")).isEmpty();
    assertThat(bridge.ledger().of(RecordKind.CRISIS_PLAN, "CP-1")).isEmpty();
  }

  @Test
  void whatBreaksAfterTheDeliveriesWereWrittenLeavesNothing() throws Exception {
    bridge.submit(dana());
    var line = line(UnaryOperator.identity(), breakingAfter(bridge.worker()));

    assertThatThrownBy(() -> submit(line, plan())).isInstanceOf(CamelExecutionException.class);

    assertThat(bridge.states().versions(RecordKind.CRISIS_PLAN, "CP-1")).isEmpty();
    assertThat(bridge.deliveries().of(RecordKind.CRISIS_PLAN, "CP-1")).isEmpty();
    assertThat(bridge.wakeUps()).isEmpty();
  }

  /** The outbox of a node that loses its database just before the commit. */
  private static Outbox breakingAfter(Outbox real) {
    return new Outbox() {
      @Override
      public void enqueue(Cleared cleared) {
        real.enqueue(cleared);
        throw new IllegalStateException("the lights went out");
      }

      @Override
      public List<Delivery> claimDue(String partner) {
        return real.claimDue(partner);
      }

      @Override
      public void mend(String partner) {}

      @Override
      public void settle(AttemptResult answer) {
        real.settle(answer);
      }
    };
  }
}
