using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Site;

/// <summary>The neighbouring parts of a list on a page, and where they are.</summary>
public interface ISlice
{
    /// <summary>The number of the first item shown, from 1; 0 when there are none.</summary>
    int First { get; }

    /// <summary>The number of the last item shown.</summary>
    int Last { get; }

    /// <summary>How many there are.</summary>
    int Total { get; }

    /// <summary>The address of the part before; null at the beginning.</summary>
    string? Before { get; }

    /// <summary>The address of the part behind; null at the end.</summary>
    string? Next { get; }
}

/// <summary>A part of a list that may be long, so that a page stays small. Which part, its address says.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Slice<T> : ISlice
{
    private readonly Func<int, string> _address;
    private readonly (int From, int Size) _part;

    private Slice(IReadOnlyList<T> all, int from, int size, Func<int, string> address)
    {
        (Items, Total, _part, _address) = ([.. all.Skip(from).Take(size)], all.Count, (from, size), address);
    }

    /// <summary>Those that are shown.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <inheritdoc/>
    public int First => Items.Count == 0 ? 0 : _part.From + 1;

    /// <inheritdoc/>
    public int Last => _part.From + Items.Count;

    /// <inheritdoc/>
    public int Total { get; }

    /// <inheritdoc/>
    public string? Before => _part.From == 0 ? null : _address(Math.Max(0, _part.From - _part.Size));

    /// <inheritdoc/>
    public string? Next => Last >= Total ? null : _address(Last);

    /// <summary>The part that the address asks for, by the name of one of its items, else the first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="all">The whole list.</param>
    /// <param name="name">The name of the value in the address.</param>
    /// <param name="size">How many are shown.</param>
    /// <param name="nameOf">Names an item, so that the address leads to it also when the list has changed.</param>
    /// <param name="anchor">The place on the page.</param>
    public static Slice<T> Of(HttpRequest request, IReadOnlyList<T> all, string name, int size, Func<T, string> nameOf, string anchor)
    {
        var asked = request.Query[name].ToString();
        var at = asked.Length == 0 ? 0 : Math.Max(0, all.TakeWhile(item => nameOf(item) != asked).Count());
        var from = at >= all.Count ? 0 : at / size * size;
        return new(all, from, size, number => request.Path + QueryString.Create(
            request.Query.Where(pair => pair.Key is not ("after" or "at") && pair.Key != name).Append(new(name, nameOf(all[number])))) + "#" + anchor);
    }
}
