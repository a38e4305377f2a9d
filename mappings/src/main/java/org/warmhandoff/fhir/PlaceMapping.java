package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.line;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationMode;
import org.hl7.fhir.r4.model.Location.LocationPositionComponent;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Period;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Place;

/**
 * Where the participant is to R4 Location, in the order of the FHIR page. Nothing for a receiver
 * who may not know.
 */
final class PlaceMapping {

  private final EventParts parts;

  PlaceMapping(EventParts parts) {
    this.parts = parts;
  }

  Stream<Location> locations() {
    return place().map(this::location).stream();
  }

  /** The place within the encounter. */
  Optional<EncounterLocationComponent> stay() {
    return place()
        .map(
            place ->
                new EncounterLocationComponent()
                    .setLocation(Fhir.within("Location", parts.location()))
                    .setPeriod(new Period().setStartElement(Fhir.time(place.confirmedAt()))));
  }

  private Optional<Place> place() {
    var event = parts.event();
    var place =
        event.current()
            ? event.location().or(parts.telling().participant()::presentLocation)
            : event.location();
    return place.filter(any -> parts.telling().mayKnowPlace());
  }

  private Location location(Place place) {
    var confirmed = parts.telling().time(place.confirmedAt());
    var location = new Location();
    location.setMeta(Profiles.meta(Profiles.LOCATION, Labels.plain()));
    location.setText(
        Narratives.of(
            name(),
            line("Address", place.address().map(Address::oneLine)),
            line("Coordinates", Whereabouts.coordinates(place)),
            line("How to enter", place.note()),
            Stream.of(line("Confirmed", confirmed))));
    location.addExtension(Profiles.LAST_CONFIRMED, Fhir.time(place.confirmedAt()));
    location
        .addIdentifier(parts.location())
        .setStatus(parts.event().current() ? LocationStatus.ACTIVE : LocationStatus.INACTIVE)
        .setName(name())
        .setMode(LocationMode.INSTANCE);
    place.note().ifPresent(location::setDescription);
    place.address().map(PlaceMapping::address).ifPresent(location::setAddress);
    place.latitude().ifPresent(north -> location.setPosition(position(north, place)));
    return location;
  }

  private String name() {
    return parts.event().current() ? "Where the participant is" : "Where the participant was";
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
