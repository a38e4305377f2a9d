package org.warmhandoff.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.port.ConsentDays;
import org.warmhandoff.testing.Store;

/** When a day begins, each participant whose consents change is planned anew. */
class ConsentDaysRouteTest {

  private final Store store = Store.inMemory();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<String> shared = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    camel.stop();
    store.close();
  }

  /** A day that changes something for three participants, the record of one of whom is broken. */
  private static final class NewDay implements ConsentDays {

    private final Optional<String> broken;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final List<String> planned = new CopyOnWriteArrayList<>();

    NewDay(Optional<String> broken) {
      this.broken = broken;
    }

    @Override
    public List<String> changed() {
      asked.incrementAndGet();
      return List.of("P-1", "P-2", "P-3");
    }

    @Override
    public Stored.Fresh again(String participantId) {
      if (broken.filter(participantId::equals).isPresent()) {
        throw new IllegalStateException("the record of " + participantId + " cannot be read");
      }
      return new Stored.Fresh(dana().with("id", participantId).record());
    }

    @Override
    public void planned(String participantId) {
      planned.add(participantId);
    }

    @Override
    public void done() {
      done.incrementAndGet();
    }
  }

  private void begins(NewDay day) throws Exception {
    camel.getRegistry().bind("required", new SpringTransactionPolicy(store.transactions()));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:share")
                .process(
                    exchange ->
                        shared.add(
                            exchange
                                .getMessage()
                                .getBody(Stored.Fresh.class)
                                .record()
                                .participantId()));
          }
        });
    camel.addRoutes(new ConsentDaysRoute(day));
    camel.start();
  }

  private void isThrough(NewDay day) {
    await()
        .until(
            () -> day.asked.get() == 1 && camel.getInflightRepository().size("consent-days") == 0);
  }

  @Test
  void aDayOnWhichEachParticipantWasPlannedAnewIsDone() throws Exception {
    var day = new NewDay(Optional.empty());
    begins(day);

    await().until(() -> day.done.get() == 1);
    assertThat(shared).containsExactly("P-1", "P-2", "P-3");
  }

  @Test
  void whereOneParticipantCannotBePlannedTheOthersAreAndTheDayComesAgain() throws Exception {
    var day = new NewDay(Optional.of("P-2"));
    begins(day);

    await().until(() -> shared.size() == 2);
    isThrough(day);
    assertThat(shared).containsExactly("P-1", "P-3");
    assertThat(day.planned).as("who need not be planned once more").containsExactly("P-1", "P-3");
    assertThat(day.done.get()).isZero();
  }
}
