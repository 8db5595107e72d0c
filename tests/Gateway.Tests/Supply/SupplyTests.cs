using System.Diagnostics;
using System.Text.Json;
using TestKit;

namespace Gateway.Tests.Supply;

/// <summary>What the product is made of, and what is known against it: <c>infra/dev sbom</c> and <c>infra/dev audit</c>.</summary>
public sealed class SupplyTests
{
    [Fact]
    public void The_bill_of_materials_has_each_locked_package_once_with_its_hash_and_is_whole()
    {
        var bill = JsonElement.Parse(Run("sbom", null).Output);
        Assert.Equal(("CycloneDX", "1.6", 1), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString(),
            bill.GetProperty("version").GetInt32()));
        Assert.Equal("application", bill.GetProperty("metadata").GetProperty("component").GetProperty("type").GetString());
        var components = bill.GetProperty("components").EnumerateArray().ToList();
        var named = components.Select(component =>
            (component.GetProperty("name").GetString(), component.GetProperty("version").GetString())).ToList();
        Assert.Equal(Locked().Order(), named.Order());
        foreach (var component in components)
        {
            Assert.Equal("library", component.GetProperty("type").GetString());
            Assert.Contains(component.GetProperty("scope").GetString(), (string[])["required", "excluded"]);
            Assert.Equal($"pkg:nuget/{component.GetProperty("name").GetString()}@{component.GetProperty("version").GetString()}",
                component.GetProperty("purl").GetString());
            var hash = component.GetProperty("hashes")[0];
            Assert.Equal("SHA-512", hash.GetProperty("alg").GetString());
            Assert.Matches("^[0-9a-f]{128}$", hash.GetProperty("content").GetString());
        }
        var references = components.Select(component => component.GetProperty("bom-ref").GetString()).Append("coopgrains").ToList();
        Assert.Equal(references.Count, references.Distinct().Count());
        var dependencies = bill.GetProperty("dependencies").EnumerateArray().ToList();
        Assert.Equal(references.Order(), dependencies.Select(dependency => dependency.GetProperty("ref").GetString()).Order());
        foreach (var dependency in dependencies)
            Assert.Subset(references.ToHashSet(),
                dependency.GetProperty("dependsOn").EnumerateArray().Select(on => on.GetString()).ToHashSet());
    }

    // The bill is made of the lock files, which are those of the default build.
#if !ORLEANS
    [Fact]
    public void Every_package_that_ships_with_the_gateway_is_in_the_bill_of_materials()
    {
        var bill = JsonElement.Parse(Run("sbom", null).Output);
        var named = bill.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("bom-ref").GetString())
            .ToHashSet();
        var gateway = RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.deps.json");
        var shipped = JsonElement.Parse(File.ReadAllText(gateway)).GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => "pkg:nuget/" + library.Name.Replace('/', '@')).ToList();
        Assert.NotEmpty(shipped);
        Assert.Empty(shipped.Except(named));
    }
#endif

    [Theory]
    [InlineData("", "", 3, "not audited on this machine")]
    [InlineData("   > Newtonsoft.Json      12.0.1   12.0.1   High", "", 0, "audited: nothing is known")]
    [InlineData("   > Newtonsoft.Json      12.0.1   12.0.1   High", "   > Npgsql      1.0.0   1.0.0   Critical", 1, "Npgsql")]
    public void An_audit_counts_only_where_a_package_that_is_known_to_be_bad_is_found_so(string ofCanary, string ofOurs, int code,
        string said)
    {
        using var folder = new TempFolder();
        // In the place of the SDK: it says what a package source would have said.
        var dotnet = folder.PathOf("dotnet");
        File.WriteAllText(dotnet, $"""
            #!/usr/bin/env bash
            case "$*" in
              *--version*|*--list-sdks*) echo 10.0.100 ;;
              *canary*--vulnerable*) echo 'Project canary'; echo '{ofCanary}' ;;
              *--vulnerable*) echo 'Project ours'; echo '{ofOurs}' ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (ended, output) = Run("audit", folder.Path);
        Assert.True(ended == code, $"ended with {ended}: {output}");
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Equal(code == 0, output.Contains("nothing is known", StringComparison.Ordinal));
    }

    private static IEnumerable<(string?, string?)> Locked() =>
        Directory.EnumerateFiles(RepositoryRoot.PathOf("src"), "packages.lock.json", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .SelectMany(path => JsonElement.Parse(File.ReadAllText(path)).GetProperty("dependencies").EnumerateObject().Single()
            .Value.EnumerateObject())
        .Where(package => package.Value.GetProperty("type").GetString() != "Project")
        .Select(package => ((string?)package.Name, package.Value.GetProperty("resolved").GetString())).Distinct();

    private static (int Code, string Output) Run(string verb, string? firstOnPath)
    {
        var start = new ProcessStartInfo(RepositoryRoot.PathOf("infra", "dev"), [verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        if (firstOnPath is not null)
            start.Environment["PATH"] = firstOnPath + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, verb == "sbom" ? output : output + errors.GetAwaiter().GetResult());
    }
}
