namespace InventoryFunctions.Tests.Events;

/// <summary>A request that <see cref="TopicStub"/> has seen.</summary>
internal sealed record TopicRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body);
