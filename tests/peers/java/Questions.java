import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

/**
 * Answers every query of a folder (*.rq) on a file of triples with Jena, in one process: a
 * start of Java for each would take minutes. The answer to x.rq goes to x.json (SPARQL 1.1
 * JSON), or to x.error if there is none.
 */
class Questions {
  public static void main(String[] args) throws Exception {
    Model model = RDFDataMgr.loadModel(args[0]);
    for (File file : new File(args[1]).listFiles((folder, name) -> name.endsWith(".rq"))) {
      String text = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
      String stem = file.getPath().substring(0, file.getPath().length() - 3);
      try {
        Query query = QueryFactory.create(text);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (QueryExecution execution = QueryExecutionFactory.create(query, model)) {
          ResultSetFormatter.outputAsJSON(answer, execution.execSelect());
        }
        Files.write(Path.of(stem + ".json"), answer.toByteArray());
      } catch (Exception error) {
        Files.writeString(Path.of(stem + ".error"), String.valueOf(error));
      }
    }
  }
}
