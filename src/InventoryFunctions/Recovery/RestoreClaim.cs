using Azure;

namespace InventoryFunctions.Recovery;

/// <summary>The restore that runs.</summary>
/// <param name="ExecutionId">Its job.</param>
/// <param name="Since">When it was claimed.</param>
/// <param name="ETag">The stored row's ETag.</param>
public sealed record RestoreClaim(string ExecutionId, DateTimeOffset Since, ETag ETag);
