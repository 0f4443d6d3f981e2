namespace InventoryFunctions.Testing;

/// <summary>An answer of <see cref="StubEndpoint"/>.</summary>
public sealed record StubAnswer(int Status, string? RetryAfter = null, string Body = "");
