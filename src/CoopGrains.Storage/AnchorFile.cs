using System.Globalization;
using System.Text;

namespace CoopGrains.Storage;

/// <summary>Keeps the head of the journal in a small file beside the database, replaced as a whole.</summary>
internal sealed class AnchorFile(string storePath)
{
    internal string Path { get; } = storePath + ".anchor";

    /// <summary>Null if there is none, or none that can be understood.</summary>
    internal HeadAnchor? Read()
    {
        if (!File.Exists(Path))
            return null;
        var parts = File.ReadAllText(Path).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new HeadAnchor(epoch, position, parts[2])
            : null;
    }

    internal void Write(HeadAnchor anchor)
    {
        var temporary = Path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{anchor.Epoch} {anchor.Position} {anchor.Hash}\n")));
            file.Flush(flushToDisk: true);
        }

        // The rename itself may be lost with the power: then an older anchor stays, which asks for less but nothing false.
        File.Move(temporary, Path, overwrite: true);
    }
}
