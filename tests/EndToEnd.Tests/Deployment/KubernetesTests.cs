using System.Globalization;
using EndToEnd.Tests.Operations;
using TestKit;
using YamlDotNet.RepresentationModel;

namespace EndToEnd.Tests.Deployment;

/// <summary>The Kustomize base, read and compared with itself and with the code: there is no cluster here to apply it to.</summary>
public sealed class KubernetesTests
{
    private static readonly List<YamlMappingNode> All =
        [.. Yaml.Read("kubernetes", "base", "kustomization.yaml")[0].Items("resources").Cast<YamlScalarNode>()
            .SelectMany(file => Yaml.Read("kubernetes", "base", file.Value!))];

    private static YamlMappingNode Processes => One("StatefulSet", "coop");

    private static YamlNode Container => Processes.Items("spec", "template", "spec", "containers").Single();

    [Fact]
    public void Every_file_belongs_to_the_base_and_every_object_is_named_once()
    {
        var listed = Yaml.Read("kubernetes", "base", "kustomization.yaml")[0].Items("resources").Select(file =>
            ((YamlScalarNode)file).Value);
        var there = Directory.GetFiles(RepositoryRoot.PathOf("infra", "kubernetes", "base")).Select(Path.GetFileName);
        Assert.Equal(there.Order(), listed.Append("kustomization.yaml").Order());
        var names = All.Select(one => (one.Text("kind"), one.Text("metadata", "name"))).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Every_pod_runs_without_root_without_rights_and_on_a_root_file_system_that_is_only_read()
    {
        foreach (var kind in (string[])["StatefulSet", "Job"])
        {
            var pod = One(kind).Find("spec", "template", "spec")!;
            Assert.Equal(("true", "1654", "RuntimeDefault", "false"), (pod.Text("securityContext", "runAsNonRoot"),
                pod.Text("securityContext", "runAsUser"), pod.Text("securityContext", "seccompProfile", "type"),
                pod.Text("automountServiceAccountToken")));
            foreach (var container in pod.Items("containers"))
            {
                Assert.Matches(DockerfileTests.Tagged(), container.Text("image"));
                Assert.Equal(("false", "true"), (container.Text("securityContext", "allowPrivilegeEscalation"),
                    container.Text("securityContext", "readOnlyRootFilesystem")));
                Assert.Equal("ALL", ((YamlScalarNode)container.Items("securityContext", "capabilities", "drop").Single()).Value);
                Assert.NotEmpty(container.Text("resources", "limits", "memory"));
                var volumes = pod.Items("volumes").Select(volume => volume.Text("name")).ToHashSet();
                if (kind == "StatefulSet")
                    volumes.UnionWith(One(kind).Items("spec", "volumeClaimTemplates").Select(claim => claim.Text("metadata", "name")));
                Assert.Equal(volumes.Order(), container.Items("volumeMounts").Select(mount => mount.Text("name")).Order());
            }
        }
    }

    [Fact]
    public void What_processes_are_set_to_is_what_they_read_and_every_file_that_it_names_is_mounted()
    {
        var settings = Container.Items("envFrom").Select(from => from.Text("configMapRef", "name")).Single();
        var environment = One("ConfigMap", settings).Pairs("data").Select(pair => (pair.Key, ((YamlScalarNode)pair.Value).Value!)).ToList();
        var options = ProcessSettings.Read(environment);
        var grace = double.Parse(Processes.Text("spec", "template", "spec", "terminationGracePeriodSeconds"), CultureInfo.InvariantCulture);
        Assert.InRange(grace, ProcessSettings.StopsWithin(options) + 1, 300);
        // A balancer has taken the process out before it stops to listen.
        Assert.InRange(options.DrainTime.TotalSeconds, Number("readinessProbe", "periodSeconds") * Number("readinessProbe",
            "failureThreshold") + 1, 300);
        var mounts = Container.Items("volumeMounts").Select(mount => mount.Text("mountPath")).ToList();
        Assert.Contains(options.Data, mounts);
        Assert.All(ProcessSettings.Files(environment), file => Assert.Contains(mounts, mount =>
            file == mount || file.StartsWith(mount + "/", StringComparison.Ordinal)));
        var pods = Enumerable.Range(0, int.Parse(Processes.Text("spec", "replicas"), CultureInfo.InvariantCulture)).Select(n =>
            $"coop-{n}.coop");
        Assert.Subset(options.Hosts.Split(',').ToHashSet(), pods.Append(One("Ingress").Items("spec",
            "rules").Single().Text("host")).ToHashSet());
        Assert.Equal($"https://{One("Ingress").Items("spec", "rules").Single().Text("host")}", options.Identity.PublicAddress);

        double Number(params string[] keys) => double.Parse(Container.Text(keys), CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Probes_ask_what_there_is_and_pods_go_one_by_one_and_stand_apart()
    {
        var port = Container.Items("ports").Single();
        Assert.Equal(("http", "8080"), (port.Text("name"), port.Text("containerPort")));
        foreach (var (probe, path) in ((string, string)[])[("startupProbe", "/health/startup"), ("readinessProbe", "/health/ready"),
            ("livenessProbe", "/health/live")])
            Assert.Equal((path, "http"), (Container.Text(probe, "httpGet", "path"), Container.Text(probe, "httpGet", "port")));
        Assert.Equal(("RollingUpdate", "1"), (Processes.Text("spec", "updateStrategy", "type"), One("PodDisruptionBudget").Text("spec",
            "maxUnavailable")));
        Assert.Equal("kubernetes.io/hostname", Processes.Find("spec", "template", "spec", "affinity", "podAntiAffinity")!
            .Items("requiredDuringSchedulingIgnoredDuringExecution").Single().Text("topologyKey"));
        foreach (var selecting in All.Where(one => one.Text("kind") is "Service" or "PodDisruptionBudget"))
            Assert.Equal("coop", selecting.Text("kind") == "Service" ? selecting.Text("spec", "selector",
                "app") : selecting.Text("spec", "selector", "matchLabels", "app"));
        Assert.Equal(One("Service", "coop").Text("metadata", "name"), Processes.Text("spec", "serviceName"));
    }

    [Fact]
    public void Secrets_are_named_and_never_given_and_the_owners_is_the_migrations_alone()
    {
        Assert.DoesNotContain(All, one => one.Text("kind") == "Secret");
        var told = File.ReadAllText(RepositoryRoot.PathOf("infra", "kubernetes", "base", "settings.yaml"));
        var ofProcesses = SecretsOf(Processes);
        var ofMigration = SecretsOf(One("Job"));
        Assert.Empty(ofProcesses.Intersect(ofMigration));
        Assert.Equal(["coop-database-owner"], ofMigration);
        Assert.All(ofProcesses.Concat(ofMigration), secret => Assert.Contains($"\n#   {secret} ", told, StringComparison.Ordinal));

        static List<string> SecretsOf(YamlNode pod) => [.. pod.Items("spec", "template", "spec", "volumes")
            .Select(volume => volume.Text("secret", "secretName")).Where(name => name.Length > 0)];
    }

    [Fact]
    public void Nobody_reaches_a_pod_or_is_reached_by_one_but_by_name()
    {
        var nothing = One("NetworkPolicy", "nothing");
        Assert.Empty(nothing.Pairs("spec", "podSelector"));
        Assert.Equal(["Egress", "Ingress"], nothing.Items("spec", "policyTypes").Select(type => ((YamlScalarNode)type).Value).Order());
        Assert.Empty(nothing.Items("spec", "ingress").Concat(nothing.Items("spec", "egress")));
        var labels = ((string[])["StatefulSet", "Job"]).Select(kind => One(kind).Text("spec", "template", "metadata", "labels",
            "app")).ToList();
        var policies = All.Where(one => one.Text("kind") == "NetworkPolicy" && one != nothing).ToList();
        Assert.Equal(labels.Order(), policies.Select(policy => policy.Text("spec", "podSelector", "matchLabels", "app")).Order());
        Assert.All(policies, policy => Assert.Contains(policy.Items("spec", "egress").SelectMany(rule => rule.Items("ports")), port =>
            port.Text("port") == "5432"));
        var ingress = Assert.Single(policies.SelectMany(policy => policy.Items("spec", "ingress")));
        Assert.NotEmpty(ingress.Items("from"));
        Assert.Equal(["8080"], ingress.Items("ports").Select(port => port.Text("port")));
    }

    private static YamlMappingNode One(string kind, string? name = null) =>
        All.Single(one => one.Text("kind") == kind && (name is null || one.Text("metadata", "name") == name));
}
