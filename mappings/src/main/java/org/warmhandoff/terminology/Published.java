package org.warmhandoff.terminology;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.warmhandoff.terminology.Concept.Target;

/** The vocabulary that holds, as FHIR publishes vocabulary. Pure. */
public final class Published {

  private final Terminology terminology;

  /** What this terminology says. */
  public Published(Terminology terminology) {
    this.terminology = requireNonNull(terminology);
  }

  /** All concepts of a family. */
  public CodeSystem codeSystem(Family family) {
    var system = new CodeSystem();
    system.setId(family.word());
    system
        .setUrl(family.codeSystem())
        .setName(name(family))
        .setStatus(PublicationStatus.ACTIVE)
        .setExperimental(false)
        .setCaseSensitive(true)
        .setContent(CodeSystemContentMode.COMPLETE)
        .setCount(terminology.concepts(family).size());
    for (var concept : terminology.concepts(family)) {
      var own = concept.own();
      system.addConcept().setCode(own.code()).setDisplay(own.display());
    }
    return system;
  }

  /** The public codes for the concepts of a family, a group for each public code system. */
  public ConceptMap conceptMap(Family family) {
    var map = new ConceptMap();
    map.setId(family.word());
    map.setUrl(family.conceptMap())
        .setName(name(family) + "Map")
        .setStatus(PublicationStatus.ACTIVE)
        .setExperimental(false);
    var groups = new LinkedHashMap<String, ConceptMapGroupComponent>();
    for (var concept : terminology.concepts(family)) {
      for (var target : concept.targets()) {
        var group =
            groups.computeIfAbsent(
                target.code().system(),
                system -> map.addGroup().setSource(family.codeSystem()).setTarget(system));
        element(group, concept.own()).addTarget(element(target));
      }
    }
    return map;
  }

  /** The concepts come one after the other, so its element is the last one or is not there yet. */
  private static SourceElementComponent element(ConceptMapGroupComponent group, Code own) {
    var elements = group.getElement();
    var last = elements.isEmpty() ? null : elements.get(elements.size() - 1);
    return last != null && last.getCode().equals(own.code())
        ? last
        : group.addElement().setCode(own.code()).setDisplay(own.display());
  }

  private static TargetElementComponent element(Target target) {
    var code = target.code();
    return new TargetElementComponent()
        .setCodeElement(new CodeType(code.code()))
        .setDisplay(code.display())
        .setEquivalence(ConceptMapEquivalence.fromCode(target.equivalence()));
  }

  /** {@code crisis-event-kind} is {@code CrisisEventKind}. */
  private static String name(Family family) {
    var name = new StringBuilder();
    for (var word : family.word().split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }
}
