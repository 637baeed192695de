import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/** One OpenSearch node on the loopback interface. Usage: OpenSearchLocal DIST DATA HTTP_PORT TRANSPORT_PORT */
public class OpenSearchLocal {
  /** The jars of the modules carry no descriptor, which the node asks for. */
  private static final Map<String, String> MODULES = Map.of(
      "transport-netty4", "org.opensearch.transport.Netty4Plugin",
      "lang-painless", "org.opensearch.painless.PainlessPlugin",
      "analysis-common", "org.opensearch.analysis.common.CommonAnalysisPlugin",
      "reindex", "org.opensearch.index.reindex.ReindexPlugin",
      "mapper-extras", "org.opensearch.index.mapper.MapperExtrasPlugin",
      "search-pipeline-common", "org.opensearch.search.pipeline.common.SearchPipelineCommonModulePlugin");

  private static void describe(Path modules, String name, String pluginClass, String version) throws IOException {
    Path descriptor = modules.resolve(name).resolve("plugin-descriptor.properties");
    if (Files.exists(descriptor)) return;
    Files.writeString(descriptor, String.join("\n",
        "name=" + name, "description=" + name, "version=" + version, "opensearch.version=" + version,
        "java.version=11", "classname=" + pluginClass, "extended.plugins=", "has.native.controller=false", ""));
  }

  public static void main(String[] arguments) throws Exception {
    Path dist = Path.of(arguments[0]).toAbsolutePath();
    Path data = Path.of(arguments[1]).toAbsolutePath();
    String version = org.opensearch.Version.CURRENT.toString();
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      describe(dist.resolve("modules"), module.getKey(), module.getValue(), version);
    }
    Files.createDirectories(data);
    Files.createDirectories(dist.resolve("config"));
    Settings settings = Settings.builder()
        .put("path.home", dist.toString()).put("path.data", data.toString()).put("path.logs", data.resolve("logs").toString())
        .put("cluster.name", "local").put("node.name", "n1").put("discovery.type", "single-node")
        .put("network.host", "127.0.0.1").put("http.port", arguments[2]).put("transport.port", arguments[3])
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
    Node node = new Node(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "n1"));
    node.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try { node.close(); } catch (IOException ignored) { }
    }));
    System.out.println("READY opensearch " + version + " http=127.0.0.1:" + arguments[2]);
    new CountDownLatch(1).await();
  }
}
