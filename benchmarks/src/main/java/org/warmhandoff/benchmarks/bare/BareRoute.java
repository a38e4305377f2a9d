package org.warmhandoff.benchmarks.bare;

import static org.warmhandoff.record.PartnerRole.PSYCHIATRY;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.hl7.fhir.r4.model.Bundle;
import org.warmhandoff.benchmarks.people.SamplePerson;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.terminology.Terminology;

/**
 * What one would write in an afternoon: a record comes by HTTP, is mapped, and goes to the partner
 * with Camel's own FHIR component while the sender waits. No store, no consent, no second attempt,
 * no look whether it is there. In a process of its own, which ends when its standard input does.
 */
public final class BareRoute extends RouteBuilder {

  private static final int HANDS = 16;
  private static final String RECORD = "record";

  private final String options;
  private final Mappings mappings;
  private final Disclosures disclosures =
      new Disclosures(SubstanceUseWords.shipped(), StateLaw.NONE, Set.of());
  private final RecordReader reader = new RecordReader();
  private final Map<String, Participant> participants = new ConcurrentHashMap<>();
  private final Map<String, String> patients = new ConcurrentHashMap<>();

  private BareRoute(String partner, String namespace) {
    this.options = "&serverUrl=" + partner + "&fhirVersion=R4&validationMode=NEVER";
    var program =
        new Program(
            namespace, "Bridgewater Virtual IOP", Optional.empty(), ZoneId.of("America/New_York"));
    this.mappings = new Mappings(program, Terminology.shipped());
  }

  /** Arguments: the partner's base URL, the program's name space. */
  public static void main(String[] arguments) throws Exception {
    var camel = new DefaultCamelContext();
    camel.addRoutes(new BareRoute(arguments[0], arguments[1]));
    camel.start();
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var server = HttpServer.create(loopback, 0);
    var producer = camel.createProducerTemplate();
    server.createContext("/", exchange -> answer(exchange, producer));
    server.setExecutor(Executors.newFixedThreadPool(HANDS));
    server.start();
    System.out.println("ready http://127.0.0.1:" + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Whoever started it is still there.
    }
    System.exit(0);
  }

  private static void answer(HttpExchange exchange, ProducerTemplate producer) throws IOException {
    var status = 200;
    try {
      producer.requestBody("direct:records", exchange.getRequestBody().readAllBytes());
    } catch (CamelExecutionException failed) {
      System.err.println(failed.getCause());
      status = 500;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void configure() {
    from("direct:records")
        .process(this::read)
        .choice()
        .when(exchange -> exchange.getProperty(RECORD) instanceof Participant)
        .process(this::remember)
        .otherwise()
        .to("direct:deliver");

    from("direct:deliver")
        .choice()
        .when(exchange -> patients.get(record(exchange).participantId()) == null)
        .process(this::ask)
        .to("fhir://search/searchByUrl?inBody=url" + options)
        .process(this::link)
        .end()
        .process(this::map)
        .to("fhir://transaction/withBundle?inBody=bundle" + options);
  }

  private void read(Exchange exchange) {
    var valid = (Valid) reader.read(exchange.getMessage().getBody(byte[].class));
    exchange.setProperty(RECORD, valid.record());
  }

  private void remember(Exchange exchange) {
    var participant = (Participant) exchange.getProperty(RECORD);
    participants.put(participant.id(), participant);
  }

  private void ask(Exchange exchange) {
    var who = participants.get(record(exchange).participantId());
    var query =
        who.identifiers().stream()
            .findFirst()
            .map(known -> "identifier=" + SamplePerson.MRN + "%7C" + known.value())
            .orElse("family=" + who.name().family() + "&birthdate=" + who.birthDate());
    exchange.getMessage().setBody("Patient?" + query);
  }

  private void link(Exchange exchange) {
    var found = exchange.getMessage().getBody(Bundle.class).getEntryFirstRep().getResource();
    patients.put(record(exchange).participantId(), "Patient/" + found.getIdElement().getIdPart());
  }

  private void map(Exchange exchange) {
    var record = record(exchange);
    var participant = participants.get(record.participantId());
    var patient = patients.get(record.participantId());
    exchange
        .getMessage()
        .setBody(
            mappings
                .graph(disclosed(record, participant), Audience.ANYBODY.as(patient))
                .transaction());
  }

  /** Nobody is asked: everything, under the consent that names psychiatry. */
  private Disclosed disclosed(ProgramRecord record, Participant participant) {
    return (Disclosed)
        disclosures.supposing(
            record,
            participant,
            EnumSet.allOf(Sensitivity.class),
            participant.consents().stream()
                .filter(consent -> consent.recipient().role().equals(Optional.of(PSYCHIATRY)))
                .toList(),
            new Circumstances(record.recordedAt(), ZoneOffset.UTC));
  }

  private static ProgramRecord record(Exchange exchange) {
    return (ProgramRecord) exchange.getProperty(RECORD);
  }
}
