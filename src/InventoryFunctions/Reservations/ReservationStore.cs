using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Reservations;

/// <summary>
/// The reservations: rows of table Inventory beside their item, so that stock, reservation and the record of both change in one transaction (parity D1,
/// D2). One row a decided line, also of a refused one; it is inserted, so that a line is decided once, whoever asks however often (parity D4).
/// One instance a process: what arrives at once shares transactions. Any number of processes may reserve at the same time.
/// </summary>
public sealed class ReservationStore
{
    /// <summary>The most entries of a page.</summary>
    public const int MaxPageSize = InventoryStore.MaxPageSize;

    private readonly TableClient _table;
    private readonly ShardReservations[] _shards;
    private readonly ReservationListing _listing;

    /// <summary>The reservations in <paramref name="tables"/>; who is to hear of commits may be left out.</summary>
    public ReservationStore(
        TableServiceClient tables, IOptions<InventoryOptions> options, TimeProvider time, ILogger<ReservationStore> logger, IChangeNudge? nudge = null)
        : this(tables.GetTableClient(InventoryStore.TableName), options.Value.ShardCount, TableLimits.Azure, time, logger, nudge)
    {
    }

    internal ReservationStore(
        TableClient table, int shardCount, TableLimits limits, TimeProvider time, ILogger<ReservationStore> logger, IChangeNudge? nudge = null)
    {
        _table = table;
        _shards = [.. Enumerable.Range(0, shardCount).Select(shard => new ShardReservations(table, shard, limits, time, nudge ?? NoChangeNudge.Instance))];
        _listing = new ReservationListing(table, shardCount, logger);
    }

    /// <summary>
    /// Reserves a line, or refuses it, once and for good: asked again, it answers what was decided first, although the quantity be another. That memory
    /// ends a day after the line has ended (<see cref="ReservationRetention"/>). An item that is not sound is a refusal too.
    /// </summary>
    /// <param name="command">Which line.</param>
    /// <param name="cancellationToken">Gives up waiting; the line may be decided nevertheless.</param>
    /// <exception cref="ArgumentException">The command breaks a rule (parity D12).</exception>
    /// <exception cref="InvalidDataException">The line's row is no sound reservation.</exception>
    /// <exception cref="RequestFailedException">Storage failed; whether the line is decided is not known, and asking again is safe.</exception>
    public async Task<LineDecision> ReserveAsync(ReserveCommand command, CancellationToken cancellationToken)
    {
        IReadOnlyList<BrokenRule> broken = command.Check();
        if (broken.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", broken), nameof(command));
        }

        return await SubmitAsync(new ReservationRequest.Reserve(command), cancellationToken) is ReservationAnswer.Decided decided
            ? decided.Decision
            : throw new UnreachableException();
    }

    /// <summary>Ends a reservation: stock leaves for good, or comes back. The same again is a success that changes nothing.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="end">How.</param>
    /// <param name="cancellationToken">Gives up waiting; the reservation may end nevertheless.</param>
    /// <exception cref="ArgumentException">An id is none.</exception>
    /// <exception cref="InvalidDataException">The row of the item or of the reservation is not sound; nothing is changed.</exception>
    /// <exception cref="RequestFailedException">Storage failed; whether it ended is not known, and asking again is safe.</exception>
    public async Task<ReservationEnding> EndAsync(string orderId, string itemId, ReservationEnd end, CancellationToken cancellationToken)
    {
        DemandIds(orderId, itemId);
        return await SubmitAsync(new ReservationRequest.Finish(orderId, itemId, end), cancellationToken) is ReservationAnswer.Finished finished
            ? finished.Ending
            : throw new UnreachableException();
    }

    /// <summary>The line as it stands, or null where it was never decided or ended so long ago that it was removed: one point read.</summary>
    /// <exception cref="InvalidDataException">The row is no sound reservation.</exception>
    public async Task<Reservation?> FindAsync(string orderId, string itemId, CancellationToken cancellationToken)
    {
        DemandIds(orderId, itemId);
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.Partition(ShardOf(itemId)), InventoryKeys.ReservationRow(orderId, itemId), cancellationToken: cancellationToken);
        return row.HasValue ? ReservationRow.Read(row.Value!).Reservation : null;
    }

    /// <summary>
    /// Open reservations, of one item or of all; the order is stable and means nothing. A row that is no sound reservation is logged and left out.
    /// </summary>
    /// <param name="itemId">Of which item, or null for all.</param>
    /// <param name="pageSize">1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">400: the continuation is none of this list.</exception>
    public Task<ListPage<Reservation>> ListOpenAsync(string? itemId, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        itemId is null
            ? _listing.ReadAsync(ReservationFilters.Open, pageSize, continuation, cancellationToken)
            : _listing.ReadItemAsync(itemId, ShardOf(itemId), ReservationFilters.Open, pageSize, continuation, cancellationToken);

    /// <summary>Open reservations whose hold was over at <paramref name="now"/>: what a lost timer left behind.</summary>
    /// <inheritdoc cref="ListOpenAsync"/>
    public Task<ListPage<Reservation>> ListOverdueAsync(
        DateTimeOffset now, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        _listing.ReadAsync(ReservationFilters.Overdue(now), pageSize, continuation, cancellationToken);

    /// <summary>Open reservations that were made before <paramref name="time"/>.</summary>
    /// <inheritdoc cref="ListOpenAsync"/>
    public Task<ListPage<Reservation>> ListOpenSinceAsync(
        DateTimeOffset time, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        _listing.ReadAsync(ReservationFilters.OpenSince(time), pageSize, continuation, cancellationToken);

    private static void DemandIds(string orderId, string itemId)
    {
        if ((Identifiers.Check(nameof(orderId), orderId) ?? Identifiers.Check(nameof(itemId), itemId)) is { } broken)
        {
            throw new ArgumentException(broken.ToString(), broken.Field);
        }
    }

    private int ShardOf(string itemId) => Shards.Of(itemId, _shards.Length);

    private async Task<ReservationAnswer> SubmitAsync(ReservationRequest request, CancellationToken cancellationToken)
    {
        ReservationAnswer answer = await _shards[ShardOf(request.ItemId)].SubmitAsync(request, cancellationToken);
        return answer is ReservationAnswer.Failed failed ? throw failed.Reason : answer;
    }
}
