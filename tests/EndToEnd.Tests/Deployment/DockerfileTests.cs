using System.Text.RegularExpressions;
using TestKit;

namespace EndToEnd.Tests.Deployment;

/// <summary>The images' recipe, read and compared with the checkout: there is no engine here to build it.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryRoot.PathOf("infra", "docker", "Dockerfile"));

    /// <summary>The stages that can be built, with their lines.</summary>
    internal static IReadOnlyDictionary<string, List<string>> Stages { get; } = ReadStages();

    [Fact]
    public void What_is_built_upon_has_a_tag_and_every_stage_that_is_named_exists()
    {
        foreach (var line in Lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)))
        {
            var from = line.Split(' ')[1];
            if (!Stages.ContainsKey(from))
                Assert.Matches(Tagged(), from);
        }

        foreach (var line in Lines.Where(line => line.Contains("--from=", StringComparison.Ordinal)))
            Assert.Contains(From().Match(line).Groups[1].Value, Stages.Keys);
    }

    [Fact]
    public void What_is_copied_in_lies_in_a_checkout_and_is_let_in()
    {
        var let = File.ReadLines(RepositoryRoot.PathOf(".dockerignore")).Where(line => line.StartsWith('!')).Select(line =>
            line[1..]).ToList();
        foreach (var line in Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=",
            StringComparison.Ordinal)))
            foreach (var source in line.Split(' ')[1..^1].Select(Path.TrimEndingDirectorySeparator))
            {
                Assert.True(Path.Exists(RepositoryRoot.PathOf(source)), $"there is no {source}");
                Assert.Contains(source, let);
            }
    }

    [Fact]
    public void What_the_projects_take_from_outside_their_sources_is_copied_in()
    {
        var (root, sources) = (RepositoryRoot.Folder, RepositoryRoot.PathOf("src"));
        var copied = Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).Select(Path.TrimEndingDirectorySeparator).ToList();
        var outside = Directory.EnumerateFiles(sources, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(project => Include().Matches(File.ReadAllText(project))
                .Select(match => Path.GetRelativePath(root, Path.GetFullPath(match.Groups[1].Value, Path.GetDirectoryName(project)!))))
            .Where(path => !path.StartsWith("src/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(outside);
        Assert.All(outside, path => Assert.Contains(copied, source => path.StartsWith(source + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Processes_run_without_root_and_start_what_is_built()
    {
        Assert.Contains("USER 1654:1654", Stages["process"]);
        Assert.Contains("EXPOSE 8080", Stages["process"]);
        foreach (var (stage, project, assembly) in ((string, string, string)[])[("gateway", "CoopGrains.Gateway", "CoopGrains.Gateway.dll"),
            ("silo", "CoopGrains.Silo", "CoopGrains.Silo.dll"), ("cli", "CoopGrains.Cli", "coop.dll")])
        {
            Assert.StartsWith("FROM process AS", Stages[stage][0], StringComparison.Ordinal);
            Assert.DoesNotContain(Stages[stage], line => line.StartsWith("USER", StringComparison.Ordinal));
            Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{assembly}\"]", Stages[stage]);
            Assert.Contains(Lines, line => line.Contains($"publish src/{project} ", StringComparison.Ordinal));
            var made = File.ReadAllText(RepositoryRoot.PathOf("src", project, $"{project}.csproj"));
            Assert.True($"{project}.dll" == assembly || made.Contains($"<AssemblyName>{assembly[..^4]}</AssemblyName>",
                StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, List<string>> ReadStages()
    {
        var stages = new Dictionary<string, List<string>>();
        var stage = new List<string>();
        foreach (var line in Lines)
        {
            if (line.StartsWith("FROM ", StringComparison.Ordinal))
                stages[line.Split(' ')[^1]] = stage = [];
            stage.Add(line);
        }

        return stages;
    }

    /// <summary>An image with a version.</summary>
    [GeneratedRegex(@"^[\w./-]+:v?\d+\.\d+[\w.-]*$")]
    internal static partial Regex Tagged();

    [GeneratedRegex("Include=\"([.][.]/[^\"]+)\"")]
    private static partial Regex Include();

    [GeneratedRegex(@"--from=(\w+)")]
    private static partial Regex From();
}
