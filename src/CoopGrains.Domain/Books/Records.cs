using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Lists of records, by id.</summary>
public static class Records
{
    /// <summary>The record of an id; null when there is none.</summary>
    public static T? Find<T>(this ValueList<T> records, string? id)
        where T : class, IRecord => records.FirstOrDefault(record => record.Id == id);

    /// <summary>True when there is a record of that id.</summary>
    internal static bool Has<T>(this ValueList<T> records, string id)
        where T : class, IRecord => records.Find(id) is not null;

    /// <summary>The same list, with one record changed in its place.</summary>
    internal static ValueList<T> Change<T>(this ValueList<T> records, string id, Func<T, T> change)
        where T : class, IRecord => records.Select(record => record.Id == id ? change(record) : record).ToValueList();

    /// <summary>The same list without the record of an id.</summary>
    internal static ValueList<T> Without<T>(this ValueList<T> records, string id)
        where T : class, IRecord => records.Where(record => record.Id != id).ToValueList();
}
