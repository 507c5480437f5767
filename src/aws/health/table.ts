import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { TableSeen } from '../../health/checks/table.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, lookFor } from './look.ts';

/** The state of the table, and how old it is. */
export const loadTable: Loader<TableSeen> = async ({ dynamoDb: client }, { names }) => {
  const { table: TableName } = names;
  const table = await lookFor('dynamodb:DescribeTable', isNotFound, async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const createdAt = Table?.CreationDateTime?.getTime();
    return { state: Table?.TableStatus ?? '', ...(createdAt === undefined ? {} : { createdAt }) };
  });
  return { table };
};
