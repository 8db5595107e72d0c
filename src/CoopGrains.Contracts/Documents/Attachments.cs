using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A document that the caller may read, looked up beforehand.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.FoundDocument)]
public sealed record FoundDocument
{
    /// <summary>SHA-256 of its content.</summary>
    [Id(0)] public required string Hash { get; init; }

    /// <summary>The file's name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Such as <c>application/pdf</c>.</summary>
    [Id(2)] public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    [Id(3)] public required long Size { get; init; }

    /// <summary>The agency that uploaded it.</summary>
    [Id(4)] public required string UploadedBy { get; init; }
}

/// <summary>A document that belongs to a book, or to something in it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Attachment)]
public sealed record Attachment
{
    /// <summary>The document.</summary>
    [Id(0)] public required FoundDocument Document { get; init; }

    /// <summary>
    /// What it belongs to in the book: such as <c>entries/{id}</c>, <c>commitments/{id}</c>, <c>signatures/{party}</c>,
    /// <c>amendments/{number}</c> or <c>talks/{number}</c>; null for the book as a whole.
    /// </summary>
    [Id(1)] public string? To { get; init; }

    /// <summary>The province or national body that attached it.</summary>
    [Id(2)] public required string By { get; init; }

    /// <summary>The order in which the book took it, from 1.</summary>
    [Id(3)] public required int Number { get; init; }
}

/// <summary>Attaches a document; from then on, who may read the book may read it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AttachDocument)]
public sealed record AttachDocument : Command
{
    /// <summary>SHA-256 of its content.</summary>
    [Id(0)] public required string Hash { get; init; }

    /// <summary>What it belongs to in the book; null for the book as a whole.</summary>
    [Id(1)] public string? To { get; init; }

    /// <summary>The document as the caller may read it, looked up beforehand; null when there is none.</summary>
    [Id(2), JsonIgnore] public FoundDocument? Found { get; init; }
}

/// <summary>A document was attached.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DocumentAttached)]
public sealed record DocumentAttached : Event
{
    /// <summary>The attachment.</summary>
    [Id(0)] public required Attachment Attachment { get; init; }
}
