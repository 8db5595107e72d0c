using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CoopGrains.Dashboard.Map;

/// <summary>A province as the map draws it.</summary>
/// <param name="Iso">Its ISO 3166-2 code.</param>
/// <param name="Path">Its outline, as an SVG path.</param>
/// <param name="X">Where its name stands.</param>
/// <param name="Y">Where its name stands.</param>
public sealed record MapShape(string Iso, string Path, int X, int Y);

/// <summary>The schematic map: outlines of the provinces alone, so that it claims nothing about what lies around them.</summary>
/// <param name="Width">In the units of the paths.</param>
/// <param name="Height">In the units of the paths.</param>
/// <param name="Shapes">The provinces.</param>
public sealed record ProvinceMap(int Width, int Height, IReadOnlyList<MapShape> Shapes)
{
    private const int WidthDrawn = 520;
    private const int Margin = 6;

    /// <summary>The map of the network.</summary>
    public static ProvinceMap Network { get; } = ReadEmbedded();

    /// <summary>Draws the object <c>provinces</c> of a TopoJSON file.</summary>
    /// <remarks>Lines that two provinces share are one arc in the file, and so they meet in the drawing too.</remarks>
    public static ProvinceMap Read(Stream topoJson)
    {
        using var file = JsonDocument.Parse(topoJson);
        var root = file.RootElement;
        var arcs = root.GetProperty("arcs").EnumerateArray().Select(arc => Decoded(arc, root.GetProperty("transform"))).ToList();
        var provinces = root.GetProperty("objects").GetProperty("provinces").GetProperty("geometries").EnumerateArray()
            .Select(geometry => (Iso: geometry.GetProperty("id").GetString()!, Rings: Rings(geometry, arcs))).ToList();
        var all = provinces.SelectMany(province => province.Rings).SelectMany(ring => ring).ToList();
        var (west, east, south, north) = (all.Min(p => p.X), all.Max(p => p.X), all.Min(p => p.Y), all.Max(p => p.Y));
        // A degree of longitude is shorter than one of latitude.
        var narrow = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = (WidthDrawn - (2 * Margin)) / ((east - west) * narrow);
        Point Place(Point p) => new(Margin + ((p.X - west) * narrow * scale), Margin + ((north - p.Y) * scale));
        return new(WidthDrawn, (int)Math.Ceiling(((north - south) * scale) + (2 * Margin)),
            [.. provinces.Select(province => Shape(province.Iso, [.. province.Rings.Select(ring => ring.Select(Place).ToList())]))]);
    }

    private static ProvinceMap ReadEmbedded()
    {
        using var stream = typeof(ProvinceMap).Assembly.GetManifestResourceStream("provinces.topo.json")!;
        return Read(stream);
    }

    private static List<Point> Decoded(JsonElement arc, JsonElement transform)
    {
        var (scale, move) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
        var (x, y) = (0, 0);
        var points = new List<Point>();
        foreach (var step in arc.EnumerateArray())
        {
            (x, y) = (x + step[0].GetInt32(), y + step[1].GetInt32());
            points.Add(new((x * scale[0].GetDouble()) + move[0].GetDouble(), (y * scale[1].GetDouble()) + move[1].GetDouble()));
        }
        return points;
    }

    private static List<List<Point>> Rings(JsonElement geometry, List<List<Point>> arcs)
    {
        var isOne = geometry.GetProperty("type").GetString() == "Polygon";
        var polygons = isOne ? [geometry.GetProperty("arcs")] : geometry.GetProperty("arcs").EnumerateArray().ToArray();
        return [.. polygons.SelectMany(polygon => polygon.EnumerateArray()).Select(ring => Joined(ring, arcs))];
    }

    // An arc that is run through backwards has the complement of its number.
    private static List<Point> Joined(JsonElement ring, List<List<Point>> arcs) => [.. ring.EnumerateArray().Select(arc => arc.GetInt32())
        .SelectMany(number => number >= 0 ? arcs[number].Skip(1) : Enumerable.Reverse(arcs[~number]).Skip(1))];

    private static MapShape Shape(string iso, List<List<Point>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            var (x, y) = (0, 0);
            for (var i = 0; i < ring.Count; i++)
            {
                var (toX, toY) = ((int)Math.Round(ring[i].X), (int)Math.Round(ring[i].Y));
                if (i > 0 && toX == x && toY == y)
                    continue;
                path.Append(i == 0 ? 'M' : 'l').Append(CultureInfo.InvariantCulture, $"{(i == 0 ? toX : toX - x)} {(i == 0 ? toY : toY - y)}");
                (x, y) = (toX, toY);
            }
            path.Append('z');
        }
        var (middleX, middleY) = Middle(rings.MaxBy(ring => Math.Abs(Area(ring)))!);
        return new(iso, path.ToString(), (int)middleX, (int)middleY);
    }

    private static double Area(List<Point> ring) => Pairs(ring).Sum(pair => (pair.A.X * pair.B.Y) - (pair.B.X * pair.A.Y)) / 2;

    private static (double X, double Y) Middle(List<Point> ring)
    {
        var (x, y, six) = (0.0, 0.0, 6 * Area(ring));
        foreach (var (a, b) in Pairs(ring))
        {
            var cross = (a.X * b.Y) - (b.X * a.Y);
            (x, y) = (x + ((a.X + b.X) * cross), y + ((a.Y + b.Y) * cross));
        }
        return (x / six, y / six);
    }

    private static IEnumerable<(Point A, Point B)> Pairs(List<Point> ring) => ring.Select((point, i) => (point, ring[(i + 1) % ring.Count]));

    private readonly record struct Point(double X, double Y);
}
