namespace CoopGrains.Contracts;

/// <summary>One of the records that a book keeps a list of.</summary>
public interface IRecord
{
    /// <summary>Unique in its list.</summary>
    string Id { get; }
}
