package org.warmhandoff.fhir.base;

import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.warmhandoff.terminology.Code;

/**
 * What is left of a resource when nothing that it told may be told any more: what it is found by,
 * on whom, and that it does not hold. Where R4 demands more, that says nothing.
 */
final class BareResource {

  private static final String PROGRAM = "The program";

  private static final String TAKEN_BACK = "Taken back by the program.";

  /** <a href="https://hl7.org/fhir/R4/valueset-condition-ver-status.html">Its value set</a>. */
  static final Code ENTERED_IN_ERROR =
      new Code(
          "http://terminology.hl7.org/CodeSystem/condition-ver-status",
          "entered-in-error",
          "Entered in Error");

  private BareResource() {}

  /**
   * One to write over it. It names no version, so that nobody takes it for one.
   *
   * @throws IllegalArgumentException for a type that no record is told in
   */
  static DomainResource of(DomainResource disclosed, Identifier identifier) {
    var bare = status(disclosed);
    bare.setText(narrative());
    bare.setProperty("identifier", identifier);
    return bare;
  }

  private static DomainResource status(DomainResource disclosed) {
    if (disclosed instanceof CarePlan plan) {
      return new CarePlan()
          .setStatus(CarePlan.CarePlanStatus.REVOKED)
          .setIntent(plan.getIntent())
          .setSubject(plan.getSubject());
    }
    if (disclosed instanceof Flag flag) {
      return new Flag()
          .setStatus(Flag.FlagStatus.INACTIVE)
          .setCode(words())
          .setSubject(flag.getSubject());
    }
    if (disclosed instanceof ServiceRequest request) {
      return new ServiceRequest()
          .setStatus(ServiceRequest.ServiceRequestStatus.REVOKED)
          .setIntent(request.getIntent())
          .setSubject(request.getSubject());
    }
    if (disclosed instanceof DocumentReference document) {
      var bare = new DocumentReference();
      bare.setStatus(DocumentReferenceStatus.SUPERSEDED).setSubject(document.getSubject());
      bare.addContent().getAttachment().setContentType("text/plain").setTitle(TAKEN_BACK);
      return bare;
    }
    if (disclosed instanceof Task task) {
      return new Task()
          .setStatus(Task.TaskStatus.CANCELLED)
          .setIntent(task.getIntent())
          .setFor(task.getFor());
    }
    return beside(disclosed);
  }

  /** Of what stands beside the main resource. */
  private static DomainResource beside(DomainResource disclosed) {
    if (disclosed instanceof RelatedPerson person) {
      return new RelatedPerson().setActive(false).setPatient(person.getPatient());
    }
    if (disclosed instanceof Observation observation) {
      return new Observation()
          .setStatus(Observation.ObservationStatus.ENTEREDINERROR)
          .setCode(words())
          .setEffective(masked())
          .addPerformer(new Reference().setDisplay(PROGRAM))
          .setSubject(observation.getSubject());
    }
    if (disclosed instanceof Procedure procedure) {
      return new Procedure()
          .setStatus(Procedure.ProcedureStatus.ENTEREDINERROR)
          .setCode(words())
          .setSubject(procedure.getSubject());
    }
    if (disclosed instanceof Communication communication) {
      return new Communication()
          .setStatus(Communication.CommunicationStatus.ENTEREDINERROR)
          .setSubject(communication.getSubject());
    }
    if (disclosed instanceof Condition condition) {
      return new Condition()
          .setVerificationStatus(ENTERED_IN_ERROR.concept())
          .setSubject(condition.getSubject());
    }
    if (disclosed instanceof Encounter encounter) {
      return new Encounter()
          .setStatus(Encounter.EncounterStatus.ENTEREDINERROR)
          .setClass_(encounter.getClass_())
          .setSubject(encounter.getSubject());
    }
    if (disclosed instanceof Goal goal) {
      return new Goal()
          .setLifecycleStatus(Goal.GoalLifecycleStatus.CANCELLED)
          .setDescription(words())
          .setSubject(goal.getSubject());
    }
    if (disclosed instanceof CareTeam team) {
      return new CareTeam()
          .setStatus(CareTeam.CareTeamStatus.INACTIVE)
          .setSubject(team.getSubject());
    }
    if (disclosed instanceof Consent consent) {
      return new Consent()
          .setStatus(Consent.ConsentState.INACTIVE)
          .setScope(consent.getScope())
          .setCategory(consent.getCategory())
          .setPolicyRule(consent.getPolicyRule())
          .setPatient(consent.getPatient());
    }
    return aboutNobody(disclosed);
  }

  private static DomainResource aboutNobody(DomainResource disclosed) {
    if (disclosed instanceof Location) {
      return new Location().setStatus(Location.LocationStatus.INACTIVE);
    }
    if (disclosed instanceof Organization) {
      return new Organization().setActive(false);
    }
    if (disclosed instanceof HealthcareService) {
      return new HealthcareService().setActive(false);
    }
    if (disclosed instanceof PractitionerRole) {
      return new PractitionerRole().setActive(false);
    }
    throw new IllegalArgumentException("no record is told in a " + disclosed.fhirType());
  }

  /** <a href="https://hl7.org/fhir/R4/extension-data-absent-reason.html">Data absent</a>. */
  private static DateTimeType masked() {
    var time = new DateTimeType();
    time.addExtension(
        "http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("masked"));
    return time;
  }

  private static CodeableConcept words() {
    return new CodeableConcept().setText(TAKEN_BACK);
  }

  private static Narrative narrative() {
    var div = new XhtmlNode(NodeType.Element, "div");
    div.attribute("xmlns", "http://www.w3.org/1999/xhtml");
    div.addTag("p").addText(TAKEN_BACK);
    return new Narrative().setStatus(NarrativeStatus.GENERATED).setDiv(div);
  }
}
