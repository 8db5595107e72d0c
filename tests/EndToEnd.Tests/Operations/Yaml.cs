using TestKit;
using YamlDotNet.RepresentationModel;

namespace EndToEnd.Tests.Operations;

/// <summary>Reads YAML files of <c>infra</c>.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file; a key that stands twice is refused.</summary>
    public static IReadOnlyList<YamlMappingNode> Read(params string[] path)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(RepositoryRoot.PathOf(["infra", .. path]));
        stream.Load(text);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>What stands under a key, or null.</summary>
    public static YamlNode? Find(this YamlNode node, params string[] keys)
    {
        YamlNode? found = node;
        foreach (var key in keys)
            found = found is YamlMappingNode map ? Merged(map).GetValueOrDefault(key) : null;
        return found;
    }

    /// <summary>The text under a key, or "".</summary>
    public static string Text(this YamlNode node, params string[] keys) => (node.Find(keys) as YamlScalarNode)?.Value ?? "";

    /// <summary>The items under a key; none where there is no list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, params string[] keys) =>
        node.Find(keys) is YamlSequenceNode list ? list : [];

    /// <summary>The keys and values under a key; none where there is no map.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Pairs(this YamlNode node, params string[] keys) =>
        node.Find(keys) is YamlMappingNode map ? Merged(map).Select(pair => (pair.Key, pair.Value)) : [];

    // A map has the keys of the one that it is made from (<<), where it has none of its own.
    private static Dictionary<string, YamlNode> Merged(YamlMappingNode map)
    {
        var merged = map.Children.TryGetValue(new YamlScalarNode("<<"), out var from) ? Merged((YamlMappingNode)from) : [];
        foreach (var (key, value) in map.Children)
            merged[((YamlScalarNode)key).Value!] = value;
        merged.Remove("<<");
        return merged;
    }
}
