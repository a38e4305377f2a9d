package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SilencedLibraries;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** Neither a token nor an assertion reaches a host that it is not for, whoever points there. */
class NoOtherHostTest {

  static {
    SilencedLibraries.please();
  }

  private static final String DISCOVERY = "/fhir/.well-known/smart-configuration";

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock("2026-11-28T12:00:00Z");
  private final MemoryStatements statements = new MemoryStatements();
  private final List<RawRequest> asked = new CopyOnWriteArrayList<>();
  private final List<RawRequest> strayed = new CopyOnWriteArrayList<>();
  private final RawHttp elsewhere = new RawHttp(this::elsewhere);
  private final RawHttp partner = new RawHttp(this::partner);
  private final List<PlanHandover> open = new ArrayList<>();
  private volatile String sentOnFrom = "nowhere";
  private volatile int redirect = 307;

  @BeforeEach
  void aPartnerThatIsKnown() {
    SmartHandover.key(home, "RS384", clock);
    var takes = PartnerStub.json(StatedCapabilities.takesDocuments());
    statements.keep("psychiatry", takes, clock.instant());
  }

  @AfterEach
  void close() {
    open.forEach(PlanHandover::close);
    partner.close();
    elsewhere.close();
  }

  private String base() {
    return "http://127.0.0.1:" + partner.port();
  }

  private String there() {
    return "http://127.0.0.1:" + elsewhere.port();
  }

  private Reaction elsewhere(RawRequest one) {
    strayed.add(one);
    return json("{\"access_token\": \"of-somebody-else\", \"token_type\": \"bearer\"}");
  }

  private Reaction partner(RawRequest one) {
    asked.add(one);
    if (one.target().startsWith(sentOnFrom)) {
      var headers = Map.of("Location", there() + one.target());
      return new Reaction(new RawResponse(redirect, headers, ""), RawHttp::whole);
    }
    if (one.target().equals(DISCOVERY)) {
      return json("{\"token_endpoint\": \"" + base() + "/token\"}");
    }
    if (one.target().equals("/token")) {
      return json("{\"access_token\": \"ours\", \"token_type\": \"bearer\", \"expires_in\": 300}");
    }
    return json(PartnerStub.json(pagesGoOnElsewhere()));
  }

  private Bundle pagesGoOnElsewhere() {
    var page = new Bundle().setType(BundleType.SEARCHSET);
    page.addLink().setRelation("next").setUrl(there() + "/fhir/DocumentReference?page=2");
    return page;
  }

  private static Reaction json(String body) {
    var headers = Map.of("Content-Type", "application/json");
    return new Reaction(new RawResponse(200, headers, body), RawHttp::whole);
  }

  private PlanHandover handover() {
    var settings = List.of("client-id: warm-handoff", "key: brookside");
    var handover = SmartHandover.to(base() + "/fhir", home, statements, clock, settings);
    open.add(handover);
    return handover;
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aPartnerThatSendsOnIsNotFollowed(int status) {
    redirect = status;
    sentOnFrom = "/fhir/DocumentReference";

    assertThat(handover().write()).isNotInstanceOf(Delivered.class);

    assertThat(asked).anyMatch(one -> one.header("Authorization").equals(bearer()));
    assertThat(strayed).isEmpty();
  }

  private static Optional<String> bearer() {
    return Optional.of("Bearer ours");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 308})
  void anAuthorizationServerThatSendsOnGetsNoAssertionSentElsewhere(int status) {
    redirect = status;
    sentOnFrom = "/token";

    assertThat(handover().write().note()).isEqualTo("asked for a token: answered " + status);

    assertThat(strayed).isEmpty();
  }

  @Test
  void aDiscoveryThatSendsOnIsNotFollowed() {
    sentOnFrom = DISCOVERY;

    assertThat(handover().write().note()).isEqualTo("signing on: discovery: answered 307");

    assertThat(strayed).isEmpty();
  }

  @Test
  void aNextPageElsewhereIsNotAsked() {
    assertThat(handover().write()).isNotInstanceOf(Delivered.class);

    assertThat(asked).anyMatch(one -> one.header("Authorization").equals(bearer()));
    assertThat(strayed).isEmpty();
  }
}
