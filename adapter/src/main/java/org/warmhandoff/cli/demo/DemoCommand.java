package org.warmhandoff.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;
import org.warmhandoff.cli.operator.RecordTrail;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, end to end, on loopback. */
@Command(
    name = "demo",
    description =
        "Does the main job on this machine: starts three partner systems and an adapter, submits"
            + " the records of the fixtures, reads everything back from the partners and compares, and leads the"
            + " referrals to their end.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  private static final List<String> PARTNERS =
      List.of("psychiatry", "crisis-center", "primary-care");
  private static final List<String> NEXT =
      List.of(
          "attention",
          "deliveries",
          "show 1",
          "show referral/RF-4001",
          "probe psychiatry",
          "match crisis-center P-1001",
          "disclosures P-1001");
  private static final int PATIENCE_SECONDS = 120;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "End when all was read back: 0 if all is as it should be, else 1.")
  private boolean once;

  private Console console;

  @Override
  public Integer call() throws IOException, InterruptedException {
    console = new Console(spec.commandLine().getOut(), Boolean.getBoolean("warmhandoff.terminal"));
    var home = Path.of(System.getProperty("warmhandoff.home", ".")).toAbsolutePath().normalize();
    var work = Files.createTempDirectory("warm-handoff-demo");
    var credentials = DemoCredentials.in(work);
    var token = credentials.operator();
    logTo(work.resolve("adapter.log"));
    var good = false;
    try (var partners = partners(home, work, credentials);
        var adapter = adapter(work, partners, credentials)) {
      console.done("starting the adapter");
      var address = URI.create("http://127.0.0.1:" + adapter.port());
      good = run(home.resolve("fixtures/records"), work, partners, address, credentials);
      if (!once) {
        stay(address, token, work);
      }
    }
    if (good) {
      FileSystemUtils.deleteRecursively(work);
    }
    return good ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean run(
      Path records, Path work, PartnerProcess partners, URI address, DemoCredentials credentials)
      throws IOException, InterruptedException {
    var api = new ProgramApi(address, credentials.operator());
    var submitting = new Submitting(records, api, work.resolve("handoff"));
    submit(submitting);
    var expectations = Expectation.read(records.resolve("expected.tsv"));
    await(api, expectations);
    var charts = charts(partners, credentials);
    var findings = readBack(submitting, api, expectations, charts);
    var differences = new ArrayList<>(submitting.differences());
    findings.forEach(finding -> differences.addAll(described(finding)));
    differences.addAll(new Strays(DemoConfig.NAMESPACE, charts).find(expectations));
    console.done("reading back from the partners");
    console.table(findings);
    differences.addAll(closeLoops(api, expectations, charts, submitting));
    console.times();
    return verdict(differences, work);
  }

  /** What the partners' staff make of the referrals comes back. */
  private List<String> closeLoops(
      ProgramApi api,
      List<Expectation> expectations,
      Map<String, PartnerChart> charts,
      Submitting submitting)
      throws IOException, InterruptedException {
    console.print("");
    console.print(
        "The partners' staff take the referrals on, see the participants, and say so ...");
    var staff = new PartnersStaff(DemoConfig.NAMESPACE, charts, api);
    var loops = new ReferralLoops(staff, api, submitting.targets(), console);
    var closed = loops.run(expectations);
    console.done("until what became of them was known");
    console.loops(closed);
    if (!closed.isEmpty()) {
      trail(api, closed.get(0).referral());
    }
    return loops.differences();
  }

  private void trail(ProgramApi api, String referral) throws IOException, InterruptedException {
    console.print("");
    console.print("What `warm-handoff show referral/" + referral + "` says:");
    var key = new RecordKey(RecordKind.REFERRAL, referral, 1);
    new RecordTrail(spec.commandLine().getOut()).print(api.state(key));
  }

  private void submit(Submitting submitting) throws IOException, InterruptedException {
    var all = submitting.count();
    submitting.all(done -> console.progress("submitting records", done, all));
    var refused = submitting.invalid();
    console.print("%-28s %d".formatted("invalid records, refused", refused));
    console.done("submitting by HTTP, NDJSON and files");
  }

  /** Until nothing is on its way any more; what never comes is told when it is read back. */
  private void await(ProgramApi api, List<Expectation> expectations)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    var arrived = -1;
    while (arrived < expectations.size() && System.nanoTime() < end) {
      var now = 0;
      for (var expected : expectations) {
        now += settled(api, expected) ? 1 : 0;
      }
      if (now != arrived) {
        console.progress("settled at the partners", now, expectations.size());
      }
      arrived = now;
      Thread.sleep(200);
    }
    console.done("until all had arrived");
  }

  private static boolean settled(ProgramApi api, Expectation expected)
      throws IOException, InterruptedException {
    var state = api.state(expected.key());
    if (expected.what() == ExpectedEnd.NO_PARTNER) {
      return state.path("state").asText().equals("not-addressed");
    }
    for (var delivery : state.path("deliveries")) {
      if (delivery.path("partner").asText().equals(expected.partner())
          && delivery.path("version").asInt() == expected.key().version()) {
        return !delivery.path("state").asText().equals("waiting");
      }
    }
    return false;
  }

  private List<Finding> readBack(
      Submitting submitting,
      ProgramApi api,
      List<Expectation> expectations,
      Map<String, PartnerChart> charts)
      throws IOException, InterruptedException {
    var readBack = new ChartComparison(DemoConfig.NAMESPACE, charts, api, submitting.submitted());
    var findings = new ArrayList<Finding>();
    for (var expected : expectations) {
      findings.add(readBack.find(expected));
      console.progress("read back", findings.size(), expectations.size());
    }
    return findings;
  }

  private boolean verdict(List<String> differences, Path work) {
    console.print("");
    if (differences.isEmpty()) {
      console.print("Everything is where it should be, and nothing else.");
      return true;
    }
    console.print(differences.size() + " difference(s) from what should be there:");
    differences.forEach(difference -> console.print("  " + difference));
    console.print("The logs are in " + work);
    return false;
  }

  private static List<String> described(Finding finding) {
    return finding.differences().stream()
        .map(
            difference ->
                finding.expected().key()
                    + " at "
                    + finding.expected().partner()
                    + ": "
                    + difference)
        .toList();
  }

  private PartnerProcess partners(Path home, Path work, DemoCredentials credentials)
      throws IOException {
    console.print("Starting three partner systems (real FHIR servers, about half a minute) ...");
    var jar = home.resolve("fixtures/target/partner-systems.jar");
    var partners =
        PartnerProcess.start(
            jar,
            work.resolve("partners.log"),
            name -> console.print("  " + name + " is up"),
            credentials.partnerOptions());
    console.done("starting the partner systems");
    return partners;
  }

  private Adapter adapter(Path work, PartnerProcess partners, DemoCredentials credentials)
      throws IOException {
    var file = work.resolve("warm-handoff.yaml");
    Files.writeString(file, DemoConfig.yaml(partners));
    return Adapter.start(new ConfigFile(credentials.environment()::get).read(file));
  }

  /** As the partners' own staff see them, who need no token. */
  private static Map<String, PartnerChart> charts(
      PartnerProcess partners, DemoCredentials credentials) throws IOException {
    var client = HttpClient.newBuilder().sslContext(credentials.atCrisisCenter()).build();
    var charts = new LinkedHashMap<String, PartnerChart>();
    for (var partner : PARTNERS) {
      var staff = partners.baseUrl(partner).resolve("/backoffice/fhir");
      charts.put(partner, new PartnerChart(staff, Optional.empty(), client));
    }
    return charts;
  }

  private void stay(URI address, String token, Path work) throws InterruptedException {
    console.print("");
    console.print("The adapter goes on at " + address);
    console.print("  one-time password (bearer token) with every role: " + token);
    console.print("  its configuration, log and watched directory: " + work);
    console.print("Look around, in another terminal:");
    console.print("  export WARM_HANDOFF_OPERATOR_TOKEN=" + token);
    for (var command : NEXT) {
      console.print("  ./warm-handoff " + command + " --url " + address);
    }
    console.print("Ctrl-C ends it all.");
    Thread.currentThread().join();
  }

  /** The adapter's log would tear the table apart. */
  private static void logTo(Path file) {
    System.setProperty("logging.file.name", file.toString());
    System.setProperty("logging.structured.format.file", "ecs");
    System.setProperty("logging.threshold.console", "OFF");
  }
}
