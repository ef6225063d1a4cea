import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';

export interface DataColumn<T extends object> {
  id: string;
  title: string;
  /** Figures are aligned to the right. */
  isNumber?: boolean;
  cell: (row: T) => ReactNode;
  /** Absent: the column can't be sorted. What was not measured (undefined) comes last either way. */
  sortBy?: (row: T) => number | string | undefined;
}

interface DataTableProps<T extends object> {
  /** Names the table for those who can't see it. */
  label: string;
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** A table that sorts by any column with figures; its first column names the row. Wide ones scroll by themselves. */
export function DataTable<T extends object>({ label, columns, rows, rowKey }: DataTableProps<T>) {
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const table = useTable<typeof features, T>({ features, columns: definitions, data: rows, getRowId: rowKey });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <div className="scroll-sideways" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table">
        <thead>
          <tr>
            {columns.map(({ id, title, isNumber, sortBy }) => {
              const column = table.getColumn(id);
              const direction = column?.getIsSorted() ?? false;
              return (
                <th key={id} scope="col" className={isNumber ? 'number' : undefined} aria-sort={ariaSort(direction)}>
                  {sortBy === undefined ? (
                    title
                  ) : (
                    <button type="button" className="sort-button" onClick={() => column?.toggleSorting()}>
                      {title}
                      {direction === 'asc' && <ArrowUp size={12} aria-hidden />}
                      {direction === 'desc' && <ArrowDown size={12} aria-hidden />}
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ id, isNumber }, position) => {
                const content = byId.get(id)?.cell(row.original);
                return position === 0 ? (
                  <th key={id} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={id} className={isNumber ? 'number' : undefined}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function definitionOf<T extends object>({ id, title, sortBy }: DataColumn<T>): ColumnDef<typeof features, T> {
  if (sortBy === undefined) return { id, header: title, enableSorting: false };
  return { id, header: title, accessorFn: sortBy, sortUndefined: 'last', sortFn: compareRows };
}

function compareRows<T extends object>(a: Row<typeof features, T>, b: Row<typeof features, T>, id: string): number {
  const left: unknown = a.getValue(id);
  const right: unknown = b.getValue(id);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { numeric: true });
}

function ariaSort(direction: false | 'asc' | 'desc'): 'ascending' | 'descending' | undefined {
  if (direction === false) return undefined;
  return direction === 'asc' ? 'ascending' : 'descending';
}
