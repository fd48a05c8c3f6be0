import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints every way in which an ontology file is outside the OWL 2 DL profile; exits with 1 if any. */
class OwlProfile {
  public static void main(String[] args) throws Exception {
    OWLOntology ontology =
        OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(args[0]));
    System.out.println("axioms " + ontology.getAxiomCount());
    OWLProfileReport report = new OWL2DLProfile().checkOntology(ontology);
    for (Object violation : report.getViolations()) {
      System.out.println("violation " + violation);
    }
    System.exit(report.isInProfile() ? 0 : 1);
  }
}
