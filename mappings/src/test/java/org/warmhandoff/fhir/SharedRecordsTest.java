package org.warmhandoff.fhir;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Place;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Reading;
import org.warmhandoff.record.Reading.Invalid;
import org.warmhandoff.record.Reading.Valid;
import org.warmhandoff.record.RecordReader;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Sensitivity;

/** The records that all modules share, every one of them. */
class SharedRecordsTest {

  private static final Path RECORDS = Path.of("..", "fixtures", "records");
  private static final RecordReader READER = new RecordReader();
  private static final Map<String, Participant> PARTICIPANTS = participants();

  private final Mappings mappings = new Mappings(Programs.BRIDGEWATER);

  static List<Path> invalid() throws IOException {
    return files("invalid");
  }

  static List<ProgramRecord> records() throws IOException {
    return Stream.of(files("plans"), files("events"), files("referrals"))
        .flatMap(List::stream)
        .map(SharedRecordsTest::read)
        .map(reading -> ((Valid) reading).record())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsMeantToBeInvalidIs(Path file) {
    assertThat(read(file)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void mapsToValidResources(ProgramRecord record) {
    var participant = PARTICIPANTS.get(record.participantId());
    var everything = EnumSet.allOf(Sensitivity.class);

    assertThat(mappings.graph(record, participant, everything).entries())
        .allSatisfy(entry -> Validity.assertValid(entry.resource()));
    Validity.assertValid(mappings.document(record, participant, everything));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aPlaceThatMayNotBeToldStandsNowhere(ProgramRecord record) {
    var participant = PARTICIPANTS.get(record.participantId());

    var told =
        everythingTold(mappings, record, participant, record.sensitivities())
            .collect(Collectors.joining());

    assertThat(places(record, participant))
        .allSatisfy(place -> assertThat(told).doesNotContain(place));
  }

  /** All resources and, as their text is encoded in them, all pages. */
  private static Stream<String> everythingTold(
      Mappings mappings,
      ProgramRecord record,
      Participant participant,
      java.util.Set<Sensitivity> told) {
    var document = mappings.document(record, participant, told);
    var resources =
        mappings.graph(record, participant, told).entries().stream().map(Entry::resource).toList();
    var documents =
        Stream.concat(Stream.of(document), resources.stream())
            .filter(DocumentReference.class::isInstance)
            .map(DocumentReference.class::cast)
            .map(each -> each.getContentFirstRep().getAttachment().getData())
            .map(data -> new String(data, StandardCharsets.UTF_8));
    return Stream.concat(
        Stream.concat(Stream.of(document), resources.stream())
            .map(FhirContext.forR4Cached().newJsonParser()::encodeResourceToString),
        documents);
  }

  private static List<String> places(ProgramRecord record, Participant participant) {
    var ofRecord =
        record instanceof CrisisEvent event
            ? event.location()
            : record instanceof Referral referral
                ? referral.location()
                : java.util.Optional.<Place>empty();
    return Stream.concat(
            Stream.of(ofRecord, participant.presentLocation())
                .flatMap(java.util.Optional::stream)
                .flatMap(SharedRecordsTest::words),
            participant.address().stream().flatMap(SharedRecordsTest::words))
        .toList();
  }

  private static Stream<String> words(Place place) {
    return Stream.of(
            place.address().stream().flatMap(SharedRecordsTest::words),
            place.latitude().stream().map(String::valueOf),
            place.longitude().stream().map(String::valueOf),
            place.note().stream())
        .flatMap(Function.identity());
  }

  private static Stream<String> words(Address address) {
    return Stream.concat(
        address.line().stream(), Stream.of(address.oneLine(), address.postalCode()));
  }

  private static Map<String, Participant> participants() {
    return files("participants").stream()
        .map(SharedRecordsTest::read)
        .map(reading -> (Participant) ((Valid) reading).record())
        .collect(
            toMap(
                Participant::id,
                Function.identity(),
                (one, other) -> one.version() > other.version() ? one : other));
  }

  private static List<Path> files(String folder) {
    try (var files = Files.list(RECORDS.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static Reading read(Path file) {
    try {
      return READER.read(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
