package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.port.Exchanged;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Reach;
import org.warmhandoff.flow.port.Written;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Handover;
import org.warmhandoff.testing.SmallEhr;
import org.warmhandoff.testing.Trouble;

/** What holds of a partner in whatever form it takes records. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
abstract class PartnerContract extends AtPartner {

  private static final int MOST_ATTEMPTS = 6;

  private final SmallEhr ehr = new SmallEhr();
  private final Handover toEhr = to(ehr.base());

  /** What the partner says that it takes. */
  abstract CapabilityStatement takes();

  /** In which form it therefore gets the record. */
  abstract Form form();

  @Override
  protected String answer() {
    return "700ms";
  }

  @BeforeEach
  void thePartnerIsKnown() {
    known(takes());
  }

  @AfterEach
  void hangUp() {
    toEhr.close();
    ehr.close();
  }

  SmallEhr ehr() {
    return ehr;
  }

  Handover toEhr() {
    return toEhr;
  }

  /** Goes on as the outbox does, until it is delivered. */
  Delivered untilDelivered() {
    for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var outcome = toEhr.write();
      if (outcome instanceof Delivered delivered) {
        return delivered;
      }
      assertThat(outcome).isNotInstanceOf(Refused.class);
      if (outcome.inDoubt()) {
        toEhr.inDoubt(true);
      } else if (outcome instanceof NotThere) {
        toEhr.inDoubt(false);
      }
    }
    throw new AssertionError("not delivered in " + MOST_ATTEMPTS + " attempts");
  }

  private void thereIsEverythingOnce(Delivered delivered) {
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
    assertThat(delivered.receipt().form()).isEqualTo(form());
    if (form() == Form.FHIR_MESSAGE) {
      assertThat(ehr.messages()).isOne();
      return;
    }
    assertThat(ehr.shelf().read(delivered.receipt().main().reference())).isPresent();
    assertThat(delivered.receipt().written())
        .isNotEmpty()
        .extracting(Written::reference)
        .allSatisfy(place -> assertThat(ehr.shelf().read(place)).isPresent());
  }

  @Test
  void theRecordIsThereOnceAndTheReceiptSaysWhere() {
    var delivered = untilDelivered();

    thereIsEverythingOnce(delivered);
    assertThat(delivered.receipt().written())
        .extracting(Written::identifier)
        .allSatisfy(name -> assertThat(name).startsWith("https://id.bridgewater-iop.example/"))
        .doesNotHaveDuplicates();
    assertThat(toEhr.setOut()).containsExactly(form());
  }

  @Test
  void everyRequestIsWrittenDownInOurOwnWords() {
    var answer = toEhr.answer();

    assertThat(answer.exchanges()).hasSameSizeAs(ehr.asked());
    assertThat(answer.exchanges())
        .extracting(Exchanged::did, Exchanged::said)
        .allSatisfy(
            one ->
                assertThat(one.toString())
                    .doesNotContainIgnoringCase("Ortiz", "Dana", "1987", "null"));
  }

  @ParameterizedTest
  @EnumSource
  void troubleAtTheFirstWriteMeans(Trouble trouble) {
    ehr.atWrite(1, trouble);

    var outcome = toEhr.write();

    assertThat(outcome).isInstanceOf(trouble.means());
    assertThat(outcome.reach()).isEqualTo(trouble.reach());
    assertThat(outcome.note()).isNotBlank().doesNotContain("Dana", "Ortiz", "1987", "<");
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BAD_REQUEST", "FORBIDDEN", "NOT_FOUND", "GONE", "UNPROCESSABLE"})
  void afterTroubleAtTheFirstWriteEverythingIsThereOnce(Trouble trouble) {
    ehr.atWrite(1, trouble);

    thereIsEverythingOnce(untilDelivered());
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BAD_REQUEST", "FORBIDDEN", "NOT_FOUND", "GONE", "UNPROCESSABLE"})
  void afterTroubleAtTheLastWriteEverythingIsThereOnce(Trouble trouble) {
    ehr.atWrite(writesOfOneDelivery(), trouble);

    thereIsEverythingOnce(untilDelivered());
  }

  /** Counted at another system, so that this one knows nothing of it. */
  private int writesOfOneDelivery() {
    try (var other = new SmallEhr();
        var handover = to(other.base())) {
      handover.write();
      return other.written().size();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY_SECONDS", "TOO_MANY_DATE"})
  void howLongToWaitIsUnderstoodForHours(Trouble trouble) {
    ehr.atWrite(1, trouble);

    assertThat(((TryLater) toEhr.write()).notBefore()).contains(Duration.ofHours(2));
  }

  @Test
  void whatIsDeliveredTwiceIsThereOnce() {
    var first = untilDelivered();

    var second = untilDelivered();

    thereIsEverythingOnce(second);
    assertThat(second.receipt().main().reference()).isEqualTo(first.receipt().main().reference());
  }

  @Test
  void nothingIsWrittenWhenItIsNotItsTurnAnyMore() {
    toEhr.mayNotWrite();

    assertThat(toEhr.write()).isEqualTo(new TryLater("not its turn any more"));

    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void whereThePatientIsGoneItIsMatchedAgain() {
    toEhr.links().keep("psychiatry", "P-1", Handover.LINK);
    ehr.shelf().remove("Patient/7");

    var outcome = toEhr.write();

    assertThat(outcome)
        .isEqualTo(new TryLater("the patient is not there any more; is matched again"));
    assertThat(toEhr.links().find("psychiatry", "P-1")).isEmpty();
    assertThat(ehr.shelf().names()).isEmpty();
  }

  @Test
  void whereThePatientWasMergedTheLinkGoesWithIt() {
    toEhr.links().keep("psychiatry", "P-1", Handover.LINK);
    ehr.atWrite(1, Trouble.UNPROCESSABLE);
    ehr.mergesPatientInto("Patient/9");

    assertThat(toEhr.write())
        .isEqualTo(new TryLater("the patient was merged into another; goes there"));

    assertThat(toEhr.links().find("psychiatry", "P-1"))
        .contains(new Link("Patient/9", Link.How.MERGED));
  }

  @Test
  void aPartnerThatRefusesConnectionsIsGone() throws IOException {
    int closed;
    try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = port.getLocalPort();
    }
    try (var handover = to("http://127.0.0.1:" + closed + "/fhir")) {
      isGone(handover.write());
    }
  }

  /** Linux drops what asks for a connection while as many as may wait are waiting. */
  @Test
  void aPartnerThatDoesNotLetUsConnectInTimeIsGone() throws IOException {
    var waiting = new ArrayList<Socket>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
      for (var i = 0; i < 3; i++) {
        connect(address).ifPresent(waiting::add);
      }
      try (var handover = to("http://127.0.0.1:" + full.getLocalPort() + "/fhir")) {
        isGone(handover.write());
      }
    } finally {
      for (var socket : List.copyOf(waiting)) {
        socket.close();
      }
    }
  }

  private static Optional<Socket> connect(InetSocketAddress address) {
    var socket = new Socket();
    try {
      socket.connect(address, 200);
      return Optional.of(socket);
    } catch (IOException full) {
      return Optional.empty();
    }
  }

  private static void isGone(Outcome outcome) {
    assertThat(outcome)
        .isEqualTo(new TryLater("could not be reached", Optional.empty(), Reach.GONE));
  }
}
