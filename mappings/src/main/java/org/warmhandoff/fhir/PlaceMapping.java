package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationMode;
import org.hl7.fhir.r4.model.Location.LocationPositionComponent;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Place;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;

/**
 * Where the participant is to R4 Location, in the order of the FHIR page: the place of the record,
 * else the one last known, else home. Nothing for a receiver who may not know.
 */
final class PlaceMapping {

  private static final String HOME = "Home, as no other place is known";

  private final Telling telling;
  private final Identifier identifier;
  private final boolean current;
  private final List<Coding> labels;
  private final Optional<Place> place;

  private PlaceMapping(
      Telling telling, Identifier identifier, ProgramRecord record, Optional<Place> ofRecord) {
    this.telling = telling;
    this.identifier = identifier;
    this.current = record.current();
    this.labels = Labels.of(record.sensitivities());
    this.place =
        (current ? ofRecord.or(telling.participant()::presentLocation) : ofRecord)
            .filter(any -> telling.mayKnowPlace());
  }

  static PlaceMapping of(EventParts parts) {
    return new PlaceMapping(
        parts.telling(), parts.location(), parts.event(), parts.event().location());
  }

  static PlaceMapping of(Telling telling, Referral referral) {
    return new PlaceMapping(
        telling,
        telling.identifier("referral-location", referral.id()),
        referral,
        referral.location());
  }

  Stream<Location> locations() {
    return place.map(this::location).or(() -> home().map(this::location)).stream();
  }

  Optional<Reference> reference() {
    return locations().findAny().map(any -> Fhir.within("Location", identifier));
  }

  /** The place within an encounter; home is only where they may be. */
  Optional<EncounterLocationComponent> stay() {
    return place.map(
        any ->
            new EncounterLocationComponent()
                .setLocation(Fhir.within("Location", identifier))
                .setPeriod(new Period().setStartElement(Fhir.time(any.confirmedAt()))));
  }

  private Optional<Address> home() {
    return telling.participant().address().filter(any -> current && telling.mayKnowPlace());
  }

  private Location location(Place place) {
    var location =
        location(
            Stream.of(
                    line("Address", place.address().map(Address::oneLine)),
                    line("Coordinates", Whereabouts.coordinates(place)),
                    line("How to enter", place.note()),
                    Stream.of(line("Confirmed", telling.time(place.confirmedAt()))))
                .flatMap(lines -> lines));
    location.addExtension(Profiles.LAST_CONFIRMED, Fhir.time(place.confirmedAt()));
    place.note().ifPresent(location::setDescription);
    place.address().map(PlaceMapping::address).ifPresent(location::setAddress);
    place.latitude().ifPresent(north -> location.setPosition(position(north, place)));
    return location;
  }

  private Location location(Address home) {
    return location(Stream.of(line(HOME, home.oneLine())))
        .setName("Home of the participant")
        .setDescription(HOME)
        .setAddress(address(home));
  }

  private Location location(Stream<Section.Line> facts) {
    var name = current ? "Where the participant is" : "Where the participant was";
    var location = new Location();
    location.setMeta(Profiles.meta(Profiles.LOCATION, labels));
    location.setText(Narratives.of(name, facts));
    return location
        .addIdentifier(identifier)
        .setStatus(current ? LocationStatus.ACTIVE : LocationStatus.INACTIVE)
        .setName(name)
        .setMode(LocationMode.INSTANCE);
  }

  private static LocationPositionComponent position(double north, Place place) {
    return new LocationPositionComponent()
        .setLatitude(north)
        .setLongitude(place.longitude().orElseThrow());
  }

  private static org.hl7.fhir.r4.model.Address address(Address address) {
    var fhir =
        new org.hl7.fhir.r4.model.Address()
            .setCity(address.city())
            .setState(address.state())
            .setPostalCode(address.postalCode())
            .setCountry("US");
    address.line().forEach(fhir::addLine);
    address.county().ifPresent(fhir::setDistrict);
    return fhir;
  }
}
