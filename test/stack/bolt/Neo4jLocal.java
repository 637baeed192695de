import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** One graph database that speaks Bolt on the loopback interface, without a password. Usage: Neo4jLocal HOME BOLT_PORT */
public class Neo4jLocal {
  public static void main(String[] arguments) throws Exception {
    SocketAddress bolt = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    DatabaseManagementService service = new DatabaseManagementServiceBuilder(Path.of(arguments[0]).toAbsolutePath())
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, bolt)
        .setConfig(BoltConnector.advertised_address, bolt)
        .setConfig(HttpConnector.enabled, false)
        .setConfig(HttpsConnector.enabled, false)
        .setConfig(GraphDatabaseSettings.auth_enabled, false)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20)
        .build();
    if (!service.database("neo4j").isAvailable(30_000)) throw new IllegalStateException("The database did not come up.");
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    System.out.println("READY bolt=127.0.0.1:" + arguments[1]);
    new CountDownLatch(1).await();
  }
}
