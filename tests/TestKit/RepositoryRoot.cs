namespace TestKit;

/// <summary>Finds the checkout that the running test was built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>The folder that holds CoopGrains.sln.</summary>
    /// <exception cref="DirectoryNotFoundException">The test runs outside a checkout.</exception>
    public static string Folder => Root.Value;

    /// <summary>A path under the root, for example <c>PathOf("src", "CoopGrains.Gateway")</c>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The built assembly of another project, in the configuration that this test was built in.</summary>
    /// <param name="project">The project's folder from the root, for example <c>src/CoopGrains.Gateway</c>.</param>
    /// <param name="assembly">File name, for example <c>CoopGrains.Gateway.dll</c>.</param>
    /// <exception cref="FileNotFoundException">That project is not built; the message says how to build it.</exception>
    public static string Built(string project, string assembly)
    {
        // A test runs from tests/X/bin/…, in any build; the other project stands beside it with the same ending.
        var own = Path.GetRelativePath(Folder, Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = PathOf([project, .. own.Split(Path.DirectorySeparatorChar)[2..], assembly]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run infra/dev build", path);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CoopGrains.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No CoopGrains.sln above {AppContext.BaseDirectory}");
    }
}
